package io.millrace.standalone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** The folder that holds everything of one installation. Only its owner may read it, and only one process may use it. */
final class DataFolder implements AutoCloseable {
    private static final int SECRET_BYTES = 32;

    private final Path root;
    private final FileChannel lockChannel;

    private DataFolder(Path root, FileChannel lockChannel) {
        this.root = root;
        this.lockChannel = lockChannel;
    }

    /**
     * Opens the folder and makes it if needed.
     *
     * @throws IllegalStateException if another process uses it
     * @throws UncheckedIOException if it cannot be made or written
     */
    static DataFolder open(Path folder) {
        Path root = folder.toAbsolutePath().normalize();
        try {
            makePrivate(root);
            FileChannel channel = FileChannel.open(
                    root.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.READ);
            if (tryLock(channel) == null) {
                channel.close();
                throw new IllegalStateException("another process uses the data folder " + root);
            }
            return new DataFolder(root, channel);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot use the data folder " + root + ", " + reason(root, e), e);
        }
    }

    private static String reason(Path root, IOException failure) {
        if (Files.exists(root) && !Files.isDirectory(root)) {
            return "which is a file: set MILLRACE_DATA_DIR to a folder";
        }
        if (Files.isWritable(root)) {
            return "because of " + failure;
        }
        return "which this user cannot " + (Files.exists(root) ? "write to" : "make")
                + ": set MILLRACE_DATA_DIR to another one";
    }

    Path root() {
        return root;
    }

    Path broker() {
        return root.resolve("kafka");
    }

    /** The secret that digests API keys: made at the first start, the same ever after. */
    String keyPepper() {
        return secret("key-pepper");
    }

    /** The token of whoever may read this folder, for the sink's API: made at the first start. */
    String operatorToken() {
        return secret("operator-token");
    }

    private String secret(String name) {
        Path file = root.resolve("secrets").resolve(name);
        try {
            if (!Files.exists(file)) {
                makePrivate(root.resolve("secrets"));
                writePrivate(file, randomText());
            }
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot keep a secret in " + file, e);
        }
    }

    @Override
    public void close() {
        try {
            lockChannel.close();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot release the data folder " + root, e);
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    private static void makePrivate(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            return;
        }
        if (folder.getParent() != null) {
            Files.createDirectories(folder.getParent());
        }
        Files.createDirectory(
                folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }

    /** Written beside and moved, so that a crash leaves no half secret. */
    private static void writePrivate(Path file, String text) throws IOException {
        Path beside = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(beside);
        Files.createFile(beside, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(beside, text + "\n");
        Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private static String randomText() {
        byte[] bytes = new byte[SECRET_BYTES];
        new SecureRandom().nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
