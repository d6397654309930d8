package io.millrace.gateway.export;

import static java.util.Objects.requireNonNull;

import io.millrace.telemetry.otlp.Verdict;

/**
 * A request whose records are on all in-sync replicas, but for those that were refused one by one.
 *
 * @param verdict what the reader says of the body
 * @param bytes decompressed bytes of the body
 */
public record Accepted(Verdict.Decoded verdict, int bytes) {
    /** Refuses null. */
    public Accepted {
        requireNonNull(verdict, "verdict");
    }
}
