package io.millrace.console.query;

import io.millrace.store.EventTables;
import io.millrace.store.SnapshotFile;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Data files as paths on this machine. Files of a local warehouse are read where they are; those of an object store are
 * copied into a bounded cache first, which is correct because a data file never changes.
 */
@ApplicationScoped
class LocalFiles {
    private final EventTables tables;
    private final Path folder;
    private final long maxBytes;
    private final Map<String, Long> cached = new LinkedHashMap<>(16, 0.75f, true);
    private long cachedBytes;

    LocalFiles(EventTables tables, QueryConfig config) {
        this.tables = tables;
        this.folder = QueryBeans.limits(config).spill().directory().resolve("files");
        this.maxBytes = config.fileCache().asLongValue();
    }

    /** The path of a data file, after fetching it if need be. */
    Path local(SnapshotFile file) {
        String location = file.location();
        if (location.startsWith("file:")) {
            return Path.of(location.replaceFirst("^file:(//)?", ""));
        }
        return location.contains("://") ? fetched(file) : Path.of(location);
    }

    private synchronized Path fetched(SnapshotFile file) {
        Path path = folder.resolve(name(file.location()));
        if (cached.get(file.location()) == null) {
            if (file.sizeBytes() > maxBytes) {
                throw new EventsUnavailableException(
                        "a data file is larger than the file cache: " + file.sizeBytes() + " > " + maxBytes + " bytes");
            }
            makeRoom(file.sizeBytes());
            fetch(file, path);
            cached.put(file.location(), file.sizeBytes());
            cachedBytes += file.sizeBytes();
        }
        return path;
    }

    private void fetch(SnapshotFile file, Path path) {
        try {
            Files.createDirectories(folder);
            Path part = folder.resolve(name(file.location()) + ".part");
            try (InputStream stream = tables.io().newInputFile(file.location()).newStream()) {
                Files.copy(stream, part, StandardCopyOption.REPLACE_EXISTING);
            }
            Files.move(part, path, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new EventsUnavailableException("cannot fetch a data file", e);
        }
    }

    /** Deletes files that were used longest ago. A query that has one open goes on reading it. */
    private void makeRoom(long bytes) {
        Iterator<Map.Entry<String, Long>> oldest = cached.entrySet().iterator();
        while (cachedBytes + bytes > maxBytes && oldest.hasNext()) {
            Map.Entry<String, Long> entry = oldest.next();
            try {
                Files.deleteIfExists(folder.resolve(name(entry.getKey())));
            } catch (IOException e) {
                throw new EventsUnavailableException("cannot delete a cached data file", e);
            }
            cachedBytes -= entry.getValue();
            oldest.remove();
        }
    }

    private static String name(String location) {
        return location.replaceAll("[^A-Za-z0-9._-]", "_");
    }
}
