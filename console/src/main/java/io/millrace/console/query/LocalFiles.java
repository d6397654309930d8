package io.millrace.console.query;

import io.millrace.store.EventTables;
import io.millrace.store.ScanFilter;
import io.millrace.store.SnapshotFile;
import io.millrace.telemetry.Signal;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Data files as paths on this machine. Files of a local warehouse are read where they are; those of an object store are
 * copied into a bounded cache first, which is correct because a data file never changes. What a query has borrowed stays until
 * it gives it back; of the rest, the longest unused goes first. A copy of a file that no table's newest snapshot holds goes too,
 * whatever room there is: its rows may have been deleted.
 */
@ApplicationScoped
class LocalFiles {
    private final EventTables tables;
    private final Path folder;
    private final long maxBytes;
    private final Map<String, Copy> copies = new LinkedHashMap<>(16, 0.75f, true);
    private long heldBytes;
    private boolean tidied;

    LocalFiles(EventTables tables, QueryConfig config) {
        this.tables = tables;
        this.folder = QueryBeans.limits(config).spill().directory().resolve("files");
        this.maxBytes = config.fileCache().asLongValue();
    }

    /**
     * The files on this machine, after fetching those that are not.
     *
     * @throws ScanTooLargeException if they can never be here at the same time
     * @throws EventsUnavailableException if the store does not give one, or other queries need the room now
     */
    Borrowed borrow(List<SnapshotFile> files) {
        List<SnapshotFile> remote =
                files.stream().filter(file -> !isLocal(file.location())).toList();
        long neededBytes = remote.stream().mapToLong(SnapshotFile::sizeBytes).sum();
        if (neededBytes > maxBytes) {
            throw new ScanTooLargeException(neededBytes, maxBytes);
        }
        List<Path> paths = new ArrayList<>();
        List<Copy> held = new ArrayList<>();
        try {
            for (SnapshotFile file : files) {
                if (isLocal(file.location())) {
                    paths.add(Path.of(file.location().replaceFirst("^file:(//)?", "")));
                } else {
                    Copy copy = hold(file);
                    held.add(copy);
                    paths.add(copy.fetch());
                }
            }
            return new Borrowed(paths, () -> giveBack(held));
        } catch (RuntimeException e) {
            giveBack(held);
            throw e;
        }
    }

    private static boolean isLocal(String location) {
        return location.startsWith("file:") || !location.contains("://");
    }

    /**
     * Removes copies of files that the tables hold no more, and what processes have left that are gone. A query over an older
     * snapshot fetches anew.
     *
     * @throws RuntimeException if catalog or store cannot be reached, or a file cannot be deleted
     */
    void removeReplaced() {
        Set<String> looked;
        synchronized (this) {
            tidyOnce();
            looked = Set.copyOf(copies.keySet());
        }
        if (looked.isEmpty()) {
            return;
        }
        Set<String> held = new HashSet<>();
        for (Signal signal : Signal.values()) {
            tables.snapshot(signal).files(ScanFilter.all()).forEach(file -> held.add(file.location()));
        }
        synchronized (this) {
            Iterator<Copy> all = copies.values().iterator();
            while (all.hasNext()) {
                Copy copy = all.next();
                String location = copy.file.location();
                // one that was fetched since may be of a newer snapshot: the next time tells
                if (copy.borrowers == 0 && looked.contains(location) && !held.contains(location)) {
                    copy.delete();
                    heldBytes -= copy.file.sizeBytes();
                    all.remove();
                }
            }
        }
    }

    private synchronized Copy hold(SnapshotFile file) {
        tidyOnce();
        Copy copy = copies.get(file.location());
        if (copy == null) {
            makeRoom(file.sizeBytes());
            copy = new Copy(file);
            copies.put(file.location(), copy);
            heldBytes += file.sizeBytes();
        }
        copy.borrowers++;
        return copy;
    }

    private synchronized void giveBack(List<Copy> held) {
        held.forEach(copy -> copy.borrowers--);
    }

    /** Copies of processes that are gone, and of an earlier one with our process id. */
    private void tidyOnce() {
        if (!tidied) {
            tidied = true;
            Leftovers.remove(folder);
        }
    }

    private void makeRoom(long bytes) {
        Iterator<Copy> oldest = copies.values().iterator();
        while (heldBytes + bytes > maxBytes && oldest.hasNext()) {
            Copy copy = oldest.next();
            if (copy.borrowers == 0) {
                copy.delete();
                heldBytes -= copy.file.sizeBytes();
                oldest.remove();
            }
        }
        if (heldBytes + bytes > maxBytes) {
            throw new EventsUnavailableException(
                    "the file cache is full of files that other queries read: " + maxBytes);
        }
    }

    /**
     * What a query may read.
     *
     * @param paths the files, in the order asked for
     * @param giveBack to be run once the query has ended
     */
    record Borrowed(List<Path> paths, Runnable giveBack) {}

    /** A copy of one file; its lock is held while it is fetched, so that others can be fetched at the same time. */
    private final class Copy {
        private final SnapshotFile file;
        private final Path path;
        private int borrowers;

        Copy(SnapshotFile file) {
            this.file = file;
            this.path = folder.resolve(file.location().replaceAll("[^A-Za-z0-9._-]", "_"));
        }

        synchronized Path fetch() {
            if (Files.exists(path)) {
                return path;
            }
            try {
                Files.createDirectories(folder);
                Path part = path.resolveSibling(path.getFileName() + ".part");
                try (InputStream stream =
                        tables.io().newInputFile(file.location()).newStream()) {
                    Files.copy(stream, part, StandardCopyOption.REPLACE_EXISTING);
                }
                Files.move(part, path, StandardCopyOption.ATOMIC_MOVE);
                return path;
            } catch (IOException e) {
                throw new EventsUnavailableException("cannot fetch a data file", e);
            }
        }

        void delete() {
            try {
                Files.deleteIfExists(path);
            } catch (IOException e) {
                throw new EventsUnavailableException("cannot delete a cached data file", e);
            }
        }
    }
}
