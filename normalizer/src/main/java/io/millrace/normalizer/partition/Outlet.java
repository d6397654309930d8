package io.millrace.normalizer.partition;

import io.millrace.telemetry.topic.DeadLetter;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Where events and dead letters go. Sends of one partition arrive in the order of the calls, or the first that fails and all
 * after it do not arrive.
 */
public interface Outlet {

    /**
     * Sends an event to the partition of the events topic.
     *
     * @return completes when all in-sync replicas have it
     */
    CompletionStage<@Nullable Void> event(int partition, byte @Nullable [] key, byte[] json);

    /** Sends a dead letter; completes when all in-sync replicas have it. */
    CompletionStage<@Nullable Void> deadLetter(DeadLetter letter);
}
