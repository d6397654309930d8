package io.millrace.console.health;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import io.millrace.console.store.ActivityRow;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A line of the ledger as far as the console needs it; what it does not know it skips. */
@JsonIgnoreProperties(ignoreUnknown = true)
record LedgerLine(
        @JsonProperty("minute") long minuteUnixMillis,
        @Nullable String stage,
        @Nullable String integration,
        @Nullable String signal,
        @Nullable String outcome,
        @Nullable String reason,
        @JsonProperty("key") @Nullable String keyId,
        long requests,
        long records,
        long bytes,
        @JsonProperty("last") long lastUnixMillis,
        @Nullable String client) {
    private static final ObjectReader JSON = new ObjectMapper().readerFor(LedgerLine.class);
    private static final int LONGEST_CLIENT = 200;
    private static final int LONGEST_REASON = 64;

    /** Reads a line; empty if it is none. */
    static Optional<LedgerLine> read(byte @Nullable [] value) {
        if (value == null) {
            return Optional.empty();
        }
        try {
            LedgerLine line = JSON.readValue(value);
            boolean complete = line.stage != null
                    && line.integration != null
                    && line.signal != null
                    && line.outcome != null
                    && !line.integration.isEmpty();
            return complete ? Optional.of(line) : Optional.empty();
        } catch (JsonProcessingException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException("memory refused a read", e);
        }
    }

    /** The line as it is summed up. */
    ActivityRow activity() {
        return new ActivityRow(
                Objects.requireNonNull(integration),
                Objects.requireNonNull(stage),
                Objects.requireNonNull(signal),
                Objects.requireNonNull(outcome),
                cut(reason, LONGEST_REASON),
                requests,
                records,
                bytes,
                at(),
                cut(client, LONGEST_CLIENT));
    }

    /** Start of the hour that it counts for. */
    Instant hour() {
        long counted = minuteUnixMillis == 0 ? lastUnixMillis : minuteUnixMillis;
        return Instant.ofEpochMilli(counted).truncatedTo(ChronoUnit.HOURS);
    }

    Instant at() {
        return Instant.ofEpochMilli(lastUnixMillis);
    }

    private static String cut(@Nullable String text, int longest) {
        String present = text == null ? "" : text;
        return present.length() <= longest ? present : present.substring(0, longest);
    }
}
