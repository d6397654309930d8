package io.millrace.console.store;

import java.time.Instant;

/**
 * A row of {@code integration_activity}.
 *
 * @param integrationId integration
 * @param stage gateway, normalizer or sink
 * @param signal wire name of the signal
 * @param outcome accepted, rejected …
 * @param reason why, or empty
 * @param requests requests
 * @param records records
 * @param bytes bytes
 * @param lastAt time of the last one
 * @param client client of the last one, or empty
 */
public record ActivityRow(
        String integrationId,
        String stage,
        String signal,
        String outcome,
        String reason,
        long requests,
        long records,
        long bytes,
        Instant lastAt,
        String client) {}
