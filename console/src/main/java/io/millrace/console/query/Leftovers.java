package io.millrace.console.query;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/** Cached files of processes that ended without a last word. */
final class Leftovers {
    private static final Logger LOG = Logger.getLogger(Leftovers.class);

    private Leftovers() {}

    /**
     * Removes them.
     *
     * @param own this process's folder, below one that is named after its process id; what is in it is from an earlier process
     */
    static void remove(Path own) {
        delete(own);
        Path mine = own.getParent();
        Path all = mine == null ? null : mine.getParent();
        if (all == null || !Files.isDirectory(all)) {
            return;
        }
        try (Stream<Path> processes = Files.list(all)) {
            processes.filter(Leftovers::isOfADeadProcess).forEach(Leftovers::delete);
        } catch (IOException e) {
            LOG.warnf(e, "cannot look for files of earlier processes: path=%s", all);
        }
    }

    private static boolean isOfADeadProcess(Path folder) {
        String name = String.valueOf(folder.getFileName());
        return name.matches("\\d{1,18}")
                && ProcessHandle.of(Long.parseLong(name)).isEmpty();
    }

    private static void delete(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> walk = Files.walk(folder)) {
            List<Path> paths = walk.sorted(Comparator.reverseOrder()).toList();
            for (Path path : paths) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            LOG.warnf(e, "cannot remove files of an earlier process: path=%s", folder);
        }
    }
}
