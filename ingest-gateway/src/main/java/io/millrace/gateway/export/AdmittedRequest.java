package io.millrace.gateway.export;

import static java.util.Objects.requireNonNull;

import io.millrace.gateway.body.Reservation;
import io.millrace.gateway.body.SegmentedBytes;
import io.millrace.gateway.identity.Sender;
import io.millrace.telemetry.Signal;
import org.jspecify.annotations.Nullable;

/**
 * A request that was let in and whose body is here as it came.
 *
 * @param sender whose data it is
 * @param signal what it carries
 * @param client user agent of the client, null if it sent none
 * @param gzip whether the body is compressed
 * @param body the body as it came
 * @param reservation what it holds of the budget; closed when nothing of it is in flight any more
 */
public record AdmittedRequest(
        Sender sender,
        Signal signal,
        @Nullable String client,
        boolean gzip,
        SegmentedBytes body,
        Reservation reservation) {
    /** Refuses null. */
    public AdmittedRequest {
        requireNonNull(sender, "sender");
        requireNonNull(signal, "signal");
        requireNonNull(body, "body");
        requireNonNull(reservation, "reservation");
    }
}
