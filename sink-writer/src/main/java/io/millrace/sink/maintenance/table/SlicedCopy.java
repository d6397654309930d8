package io.millrace.sink.maintenance.table;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import org.apache.parquet.column.ParquetProperties;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.schema.MessageType;

/** Writes slices of rows beside one another, each with an engine thread of its own, and makes one file of their row groups. */
final class SlicedCopy {
    /** With less memory than this for each, fewer engines are better than more. */
    private static final long LEAST_ENGINE_BYTES = 256L * 1024 * 1024;

    /** Instead of a slice's number: no further slice is begun. */
    private static final int NO_FURTHER = Integer.MAX_VALUE / 2;

    private static final long MILLIS_BETWEEN_CANCELS = 100;

    private final RewriteLimits limits;
    private final LocalCopies copies;
    private final Statements running;

    SlicedCopy(RewriteLimits limits, LocalCopies copies, Statements running) {
        this.limits = limits;
        this.copies = copies;
        this.running = running;
    }

    /**
     * Writes.
     *
     * @param slices a condition for each slice, in the order of the file
     * @param copy the statement that writes the rows of a slice to a file
     * @return the file with all of them
     */
    Path write(List<String> slices, BiFunction<String, Path, String> copy) throws SQLException {
        List<Path> parts = new ArrayList<>();
        for (int i = 0; i < slices.size(); i++) {
            parts.add(copies.newFile("part-" + i));
        }
        int workers = workers(slices.size());
        AtomicInteger next = new AtomicInteger();
        ExecutorService threads = Executors.newFixedThreadPool(workers, task -> new Thread(task, "millrace-rewrite"));
        try {
            List<Future<?>> tasks = new ArrayList<>();
            for (int worker = 0; worker < workers; worker++) {
                Path spill = copies.spill(worker);
                tasks.add(threads.submit(() -> {
                    try (Engine engine = Engine.open(limits, workers, spill, running)) {
                        for (int i = next.getAndIncrement(); i < parts.size(); i = next.getAndIncrement()) {
                            engine.statement().execute(copy.apply(slices.get(i), parts.get(i)));
                        }
                    } catch (SQLException | RuntimeException e) {
                        next.set(NO_FURTHER);
                        throw e;
                    }
                    return null;
                }));
            }
            awaitAll(tasks, next);
        } finally {
            threads.shutdown();
        }
        return parts.size() == 1 ? parts.get(0) : together(parts);
    }

    /** Waits for every task, so that none writes any more, and then throws what the first threw; the others stop early. */
    private void awaitAll(List<Future<?>> tasks, AtomicInteger next) throws SQLException {
        SQLException failure = null;
        boolean interrupted = false;
        for (int i = 0; i < tasks.size(); ) {
            try {
                if (interrupted) { // one that was about to begin when it was cancelled runs on
                    running.cancel();
                }
                i += hasEnded(tasks.get(i)) ? 1 : 0;
            } catch (ExecutionException e) {
                i++;
                SQLException one = e.getCause() instanceof SQLException sql ? sql : new SQLException(e.getCause());
                if (failure == null) {
                    failure = one;
                } else {
                    failure.addSuppressed(one);
                }
            } catch (InterruptedException e) {
                interrupted = true;
                next.set(NO_FURTHER);
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted in a rewrite", failure);
        }
        if (failure != null) {
            throw failure;
        }
    }

    private static boolean hasEnded(Future<?> task) throws ExecutionException, InterruptedException {
        try {
            task.get(MILLIS_BETWEEN_CANCELS, TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        }
    }

    private int workers(int slices) {
        long engines = Math.max(1, limits.memoryBytes() / LEAST_ENGINE_BYTES);
        return (int) Math.min(engines, Math.min(limits.threads(), slices));
    }

    private Path together(List<Path> parts) {
        Path all = copies.newFile("out");
        try {
            ParquetFileWriter writer = new ParquetFileWriter(
                    new LocalOutputFile(all),
                    schema(parts.get(0)),
                    ParquetFileWriter.Mode.CREATE,
                    ParquetWriter.DEFAULT_BLOCK_SIZE,
                    ParquetWriter.MAX_PADDING_SIZE_DEFAULT,
                    null,
                    ParquetProperties.builder().build());
            try (writer) {
                writer.start();
                for (Path part : parts) {
                    writer.appendFile(new PartFile(part));
                    Files.delete(part);
                }
                writer.end(Map.of());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot put the slices of a rewrite together", e);
        }
        return all;
    }

    private static MessageType schema(Path part) throws IOException {
        try (ParquetFileReader reader = ParquetFileReader.open(new PartFile(part))) {
            return reader.getFileMetaData().getSchema();
        }
    }
}
