package io.millrace.testkit.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The server's archive, unpacked beside itself at the first use. */
final class TrinoArchive {
    private TrinoArchive() {}

    /**
     * The folder with {@code lib} and {@code plugin}. By {@code tar}, because the archive's files are linked to one another,
     * which archivers for Java leave empty.
     *
     * @param folder folder that holds the archive
     */
    static Path unpacked(Path folder) {
        try {
            List<Path> homes = homes(folder);
            if (homes.isEmpty()) {
                unpack(folder);
                homes = homes(folder);
            }
            if (homes.size() != 1) {
                throw new IllegalStateException("one unpacked server expected in " + folder + ": " + homes);
            }
            return homes.get(0);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot unpack the server in " + folder, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while unpacking", e);
        }
    }

    private static List<Path> homes(Path folder) throws IOException {
        try (Stream<Path> inside = Files.list(folder)) {
            return inside.filter(path -> Files.isDirectory(path.resolve("lib"))).toList();
        }
    }

    private static void unpack(Path folder) throws IOException, InterruptedException {
        List<Path> archives;
        try (Stream<Path> inside = Files.list(folder)) {
            archives =
                    inside.filter(path -> path.toString().endsWith(".tar.gz")).toList();
        }
        for (Path archive : archives) {
            Process tar = new ProcessBuilder("tar", "xzf", archive.toString(), "-C", folder.toString())
                    .inheritIO()
                    .start();
            if (tar.waitFor() != 0) {
                throw new IOException("tar ended with " + tar.exitValue());
            }
        }
    }
}
