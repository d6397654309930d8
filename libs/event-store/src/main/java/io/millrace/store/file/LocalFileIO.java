package io.millrace.store.file;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.iceberg.io.FileInfo;
import org.apache.iceberg.io.InputFile;
import org.apache.iceberg.io.OutputFile;
import org.apache.iceberg.io.SupportsPrefixOperations;

/**
 * Iceberg's file access for a local folder. A file is on the disk, and read-only, when its stream is closed: Iceberg's own
 * Hadoop-based one leaves it in the page cache, so that a power cut could leave the catalog with a metadata file that is not
 * there. Loaded by its name, hence public with a constructor without parameters.
 */
public final class LocalFileIO implements SupportsPrefixOperations {
    private static final long serialVersionUID = 1L;

    @SuppressWarnings("serial") // the maps that Iceberg passes are serializable
    private Map<String, String> properties = Map.of();

    /** For Iceberg, which calls {@link #initialize} next. */
    public LocalFileIO() {}

    @Override
    public void initialize(Map<String, String> newProperties) {
        properties = Map.copyOf(newProperties);
    }

    @Override
    public Map<String, String> properties() {
        return properties;
    }

    @Override
    public InputFile newInputFile(String location) {
        return org.apache.iceberg.Files.localInput(path(location).toFile());
    }

    @Override
    public OutputFile newOutputFile(String location) {
        return new DurableOutputFile(path(location));
    }

    @Override
    public void deleteFile(String location) {
        try {
            Files.deleteIfExists(path(location));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete " + location, e);
        }
    }

    @Override
    public Iterable<FileInfo> listPrefix(String prefix) {
        return list(path(prefix));
    }

    @Override
    public void deletePrefix(String prefix) {
        Path folder = path(prefix);
        try (Stream<Path> walk = Files.walk(folder)) {
            for (Path path : walk.sorted(Comparator.reverseOrder()).toList()) {
                deleteEmptyOrFile(path);
            }
        } catch (NoSuchFileException e) {
            // nothing there is what the caller wants
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete " + prefix, e);
        }
    }

    private static void deleteEmptyOrFile(Path path) throws IOException {
        try {
            Files.deleteIfExists(path);
        } catch (DirectoryNotEmptyException e) {
            // somebody wrote into it meanwhile; not ours to delete
        }
    }

    private static List<FileInfo> list(Path folder) {
        if (!Files.exists(folder)) {
            return List.of();
        }
        try (Stream<Path> walk = Files.walk(folder)) {
            return walk.filter(Files::isRegularFile)
                    .flatMap(path -> describe(path).stream())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list " + folder, e);
        }
    }

    /** Empty if the file went away between listing and looking. */
    private static List<FileInfo> describe(Path path) {
        try {
            BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
            return List.of(new FileInfo(
                    path.toString(),
                    attributes.size(),
                    attributes.lastModifiedTime().toMillis()));
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the attributes of " + path, e);
        }
    }

    /** Accepts {@code file:} URIs and plain paths. */
    private static Path path(String location) {
        if (location.startsWith("file:")) {
            return Path.of(location.replaceFirst("^file:(//)?", ""));
        }
        return Path.of(location);
    }
}
