package io.millrace.sink.maintenance.table;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * The folder of one process below the one that the setting names. A lock beside it says that the process lives; what processes
 * have left that were killed goes when the next one opens its own: it holds rows, of which some may have been deleted since.
 */
final class WorkFolder implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(WorkFolder.class);
    private static final String LOCK = ".lock";

    /** Not to be tried: closing any channel on a file releases every lock that this process has on it. */
    private static final Set<Path> OWN = ConcurrentHashMap.newKeySet();

    private final Path path;
    private final FileChannel lock;

    private WorkFolder(Path path, FileChannel lock) {
        this.path = path;
        this.lock = lock;
    }

    /** Makes a folder for this process and removes those of processes that are gone. */
    static synchronized WorkFolder open(Path folder) {
        try {
            Path parent = Files.createDirectories(folder).toRealPath();
            // one at a time, so that nobody takes a folder for left behind that is being made
            try (FileChannel all = channel(parent.resolve("folders" + LOCK));
                    FileLock held = all.lock()) {
                LOG.debugf("looking for what was left, lock=%s", held);
                removeLeft(parent);
                String name = UUID.randomUUID().toString();
                FileChannel own = channel(parent.resolve(name + LOCK));
                own.lock();
                Path path = Files.createDirectory(parent.resolve(name));
                OWN.add(path);
                return new WorkFolder(path, own);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make the folder of rewrites", e);
        }
    }

    Path path() {
        return path;
    }

    /** What cannot be removed now goes when the next process opens its own. */
    @Override
    public void close() {
        try (lock) {
            delete(path);
            Files.deleteIfExists(lockOf(path));
        } catch (IOException | UncheckedIOException e) {
            LOG.warnf(
                    "folder of rewrites is not removed, the next start does it, folder=%s: %s", path.getFileName(), e);
        }
        OWN.remove(path);
    }

    private static void removeLeft(Path parent) throws IOException {
        Set<Path> folders;
        try (Stream<Path> all = Files.list(parent)) {
            // a process that was killed between the two has left a lock without a folder
            folders = all.map(WorkFolder::folderOf).filter(WorkFolder::isOurs).collect(Collectors.toSet());
        }
        folders.removeAll(OWN);
        for (Path folder : folders) {
            try (FileChannel lock = channel(lockOf(folder));
                    FileLock held = lock.tryLock()) {
                if (held != null) {
                    delete(folder);
                    Files.deleteIfExists(lockOf(folder));
                    LOG.infof("removed what a killed rewrite had left, folder=%s", folder.getFileName());
                }
            } catch (IOException | UncheckedIOException | OverlappingFileLockException e) {
                LOG.warnf("what a rewrite left is not removed, folder=%s: %s", folder.getFileName(), e);
            }
        }
    }

    /** The folder that a path is, or that it is the lock of. */
    private static Path folderOf(Path path) {
        String name = String.valueOf(path.getFileName());
        return name.endsWith(LOCK) ? path.resolveSibling(name.substring(0, name.length() - LOCK.length())) : path;
    }

    /** Nothing else goes, whatever folder the setting names. */
    private static boolean isOurs(Path folder) {
        return String.valueOf(folder.getFileName()).matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    }

    private static Path lockOf(Path folder) {
        return folder.resolveSibling(folder.getFileName() + LOCK);
    }

    private static FileChannel channel(Path file) throws IOException {
        return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    }

    private static void delete(Path folder) throws IOException {
        if (Files.notExists(folder)) {
            return; // its owner was faster
        }
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }
}
