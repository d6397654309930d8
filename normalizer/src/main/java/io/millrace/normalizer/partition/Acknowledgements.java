package io.millrace.normalizer.partition;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Waits for the acknowledgements of any number of sends and keeps none of them. */
final class Acknowledgements {
    private final AtomicInteger open = new AtomicInteger(1); // the one is for those still to be added
    private final AtomicReference<@Nullable Throwable> firstFailure = new AtomicReference<>();
    private final CompletableFuture<@Nullable Void> all = new CompletableFuture<>();

    void add(CompletionStage<@Nullable Void> send) {
        open.incrementAndGet();
        var unused = send.whenComplete((ok, failure) -> end(failure));
    }

    /** No more are added; completes with all of them, or fails with the first failure once none is open. */
    CompletionStage<@Nullable Void> all() {
        end(null);
        return all;
    }

    private void end(@Nullable Throwable failure) {
        if (failure != null) {
            firstFailure.compareAndSet(null, failure);
        }
        if (open.decrementAndGet() == 0) {
            Throwable first = firstFailure.get();
            if (first == null) {
                all.complete(null);
            } else {
                all.completeExceptionally(first);
            }
        }
    }
}
