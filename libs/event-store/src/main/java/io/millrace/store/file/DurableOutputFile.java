package io.millrace.store.file;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import org.apache.iceberg.exceptions.AlreadyExistsException;
import org.apache.iceberg.io.InputFile;
import org.apache.iceberg.io.OutputFile;
import org.apache.iceberg.io.PositionOutputStream;

/** A new local file that is on the disk and read-only once its stream is closed. */
final class DurableOutputFile implements OutputFile {
    private final Path path;

    DurableOutputFile(Path path) {
        this.path = path;
    }

    @Override
    public PositionOutputStream create() {
        try {
            Files.createDirectories(path.toAbsolutePath().getParent());
            return new DurableStream(
                    path, FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
        } catch (FileAlreadyExistsException e) {
            throw new AlreadyExistsException(e, "file already exists: %s", path);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot create " + path, e);
        }
    }

    @Override
    public PositionOutputStream createOrOverwrite() {
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot replace " + path, e);
        }
        return create();
    }

    @Override
    public String location() {
        return path.toString();
    }

    @Override
    public InputFile toInputFile() {
        return org.apache.iceberg.Files.localInput(path.toFile());
    }

    @Override
    public String toString() {
        return location();
    }

    /** Counts what is written; forces file and folder to the disk at the end. */
    private static final class DurableStream extends PositionOutputStream {
        private static final int BUFFER_SIZE_BYTES = 64 * 1024;

        private final Path path;
        private final FileChannel channel;
        private final OutputStream out;
        private long position;
        private boolean closed;

        DurableStream(Path path, FileChannel channel) {
            this.path = path;
            this.channel = channel;
            this.out = new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER_SIZE_BYTES);
        }

        @Override
        public long getPos() {
            return position;
        }

        @Override
        public void write(int b) throws IOException {
            out.write(b);
            position++;
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length);
            position += length;
        }

        @Override
        public void flush() throws IOException {
            out.flush();
        }

        @Override
        public void close() throws IOException {
            if (closed) {
                return;
            }
            closed = true;
            try (FileChannel toClose = channel) {
                out.flush();
                toClose.force(true);
            }
            makeReadOnly();
            forceFolder();
        }

        private void makeReadOnly() throws IOException {
            PosixFileAttributeView view = Files.getFileAttributeView(path, PosixFileAttributeView.class);
            if (view != null) { // null where the file system has no such permissions
                view.setPermissions(PosixFilePermissions.fromString("r--r--r--"));
            }
        }

        /** Makes the folder's entry for the file durable; a file system that cannot open a folder needs no such thing. */
        private void forceFolder() {
            try (FileChannel folder = FileChannel.open(path.toAbsolutePath().getParent(), StandardOpenOption.READ)) {
                folder.force(true);
            } catch (IOException e) {
                // Windows
            }
        }
    }
}
