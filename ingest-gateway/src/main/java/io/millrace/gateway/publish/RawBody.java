package io.millrace.gateway.publish;

import java.util.List;
import java.util.function.Supplier;

/**
 * What of a request's body goes to Kafka.
 *
 * @param parts values of the raw records, in order; each is asked for once, just before it is sent
 * @param refused records that are in none of them and go to the dead letters
 */
public record RawBody(List<Supplier<byte[]>> parts, List<RefusedRecord> refused) {
    /** Copies the lists. */
    public RawBody {
        parts = List.copyOf(parts);
        refused = List.copyOf(refused);
    }

    /** Whether there is nothing to send. */
    public boolean isEmpty() {
        return parts.isEmpty() && refused.isEmpty();
    }
}
