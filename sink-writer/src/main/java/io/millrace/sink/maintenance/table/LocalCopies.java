package io.millrace.sink.maintenance.table;

import io.millrace.store.file.LocalFileIO;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.apache.iceberg.io.FileIO;

/** A folder of one rewrite on this machine: the engine opens local files only. Gone at the end, with everything in it. */
final class LocalCopies implements AutoCloseable {
    private final FileIO io;
    private final Path folder;
    private int copies;

    LocalCopies(FileIO io, Path folder) {
        this.io = io;
        this.folder = folder;
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make the folder of a rewrite", e);
        }
    }

    /** A local file with the same bytes: the file itself where the store is a local folder. */
    Path of(String location) {
        if (io instanceof LocalFileIO) {
            return Path.of(location.replaceFirst("^file:(//)?", ""));
        }
        Path copy = folder.resolve("in-" + copies++ + ".parquet");
        try (InputStream in = io.newInputFile(location).newStream()) {
            Files.copy(in, copy);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot fetch " + location, e);
        }
        return copy;
    }

    /** Path for a new file. */
    Path newFile(String name) {
        return folder.resolve(name + ".parquet");
    }

    /** Folder of one engine for what does not fit into memory. */
    Path spill(int engine) {
        return folder.resolve("spill-" + engine);
    }

    /** Brings a new file into the store. */
    void store(Path file, String location) {
        try (OutputStream out = io.newOutputFile(location).create()) {
            Files.copy(file, out);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot store " + location, e);
        }
    }

    @Override
    public void close() {
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot clear the folder of a rewrite", e);
        }
    }
}
