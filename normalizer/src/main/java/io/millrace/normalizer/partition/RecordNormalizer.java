package io.millrace.normalizer.partition;

import io.millrace.normalizer.event.RawOrigin;
import io.millrace.normalizer.split.Split;
import io.millrace.normalizer.split.Splitter;
import io.millrace.normalizer.split.Treatment;
import io.millrace.telemetry.Signal;
import io.millrace.telemetry.event.SourcePosition;
import io.millrace.telemetry.topic.DeadLetter;
import io.millrace.telemetry.topic.RawHeaders;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Decides what is to be done for a raw record. What cannot be read goes to the dead letters, and so does what makes the code
 * fail again and again: one record never holds up its partition.
 */
public final class RecordNormalizer {
    private static final Logger LOG = Logger.getLogger(RecordNormalizer.class);

    private final Splitting splitter;
    private final Function<RawHeaders, Treatment> treatments;
    private final DeadLetters deadLetters;
    private final int maxAttempts;

    /**
     * A normalizer for all partitions.
     *
     * @param splitter splits bodies
     * @param treatments policy and deletions for a raw record by its headers
     * @param deadLetters makes dead letters
     * @param maxAttempts tries before a record that makes the code fail is given up, from 1
     */
    public RecordNormalizer(
            Splitter splitter, Function<RawHeaders, Treatment> treatments, DeadLetters deadLetters, int maxAttempts) {
        this(splitter::split, treatments, deadLetters, maxAttempts);
    }

    RecordNormalizer(
            Splitting splitter, Function<RawHeaders, Treatment> treatments, DeadLetters deadLetters, int maxAttempts) {
        this.splitter = splitter;
        this.treatments = treatments;
        this.deadLetters = deadLetters;
        this.maxAttempts = maxAttempts;
    }

    /**
     * What is to be done for the record.
     *
     * @param window what the partition saw before; the record is added
     * @param last position of the event emitted last in the partition, null if there is none
     */
    Outcome normalize(PartitionSource source, RawRecord record, RepeatWindow window, @Nullable SourcePosition last) {
        RawHeaders headers;
        try {
            headers = RawHeaders.read(record.headers());
        } catch (IllegalArgumentException e) {
            return unreadable(source, record, last);
        }
        if (window.add(headers.digest(), headers.partNumber(), record.offset(), record.appendedUnixMillis())) {
            Tally repeat = tally(headers, record, Tally.Outcome.REPEATED, null, 1, 0);
            return new Outcome(List.of(), List.of(), List.of(repeat), last);
        }
        RawOrigin origin =
                new RawOrigin(headers, source.topicId(), source.partition(), record.leaderEpoch(), record.offset());
        Treatment treatment = treatments.apply(headers);
        if (treatment.erasure().coversEverything()) {
            Tally deleted = tally(headers, record, Tally.Outcome.DELETED, null, 1, 0);
            return new Outcome(List.of(), List.of(), List.of(deleted), last);
        }
        return outcome(source, record, headers, split(source, record, origin, treatment, last));
    }

    private Split split(
            PartitionSource source,
            RawRecord record,
            RawOrigin origin,
            Treatment treatment,
            @Nullable SourcePosition last) {
        byte[] body = record.value();
        if (body == null) {
            return leftOver("empty_record", "the raw record has no value", new byte[0], last);
        }
        for (int attempt = 1; ; attempt++) {
            try {
                return splitter.split(origin, source.signal(), body, treatment, last);
            } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
                if (attempt >= maxAttempts) {
                    LOG.errorf(
                            e,
                            "raw record given up topic=%s partition=%d offset=%d attempts=%d",
                            source.topic(),
                            source.partition(),
                            record.offset(),
                            attempt);
                    // the payload stays in the raw topic: redaction itself may be what failed
                    return leftOver(
                            "defect", "the code failed on it: " + e.getClass().getName(), new byte[0], last);
                }
            }
        }
    }

    private static Split leftOver(String reason, String description, byte[] payload, @Nullable SourcePosition last) {
        return new Split(List.of(), List.of(new Split.LeftOver(-1, reason, description, payload)), 0, last);
    }

    private Outcome unreadable(PartitionSource source, RawRecord record, @Nullable SourcePosition last) {
        Split.LeftOver input = new Split.LeftOver(
                -1, "invalid_headers", "the raw record lacks the headers that say whose it is", new byte[0]);
        return new Outcome(List.of(), deadLetters.of(source, record, null, input, 1), List.of(), last);
    }

    private Outcome outcome(PartitionSource source, RawRecord record, RawHeaders headers, Split split) {
        List<DeadLetter> letters = new ArrayList<>();
        List<Tally> tallies = new ArrayList<>();
        tallies.add(tally(
                headers, record, Tally.Outcome.EMITTED, null, 1, split.events().size()));
        if (split.deleted() > 0) {
            tallies.add(tally(headers, record, Tally.Outcome.DELETED, null, 0, split.deleted()));
        }
        for (Split.LeftOver input : split.leftOver()) {
            int attempts = input.reason().equals("defect") ? maxAttempts : 1;
            letters.addAll(deadLetters.of(source, record, headers, input, attempts));
            tallies.add(tally(headers, record, Tally.Outcome.DEAD_LETTERED, input.reason(), 0, 1));
        }
        return new Outcome(split.events(), letters, tallies, split.lastPosition());
    }

    private static Tally tally(
            RawHeaders headers,
            RawRecord record,
            Tally.Outcome outcome,
            @Nullable String reason,
            long requests,
            long records) {
        byte[] value = record.value();
        long bytes = requests == 0 || value == null ? 0 : value.length;
        return new Tally(
                headers.organization(),
                headers.integration(),
                headers.keyId(),
                outcome,
                reason,
                requests,
                records,
                bytes);
    }

    /** Makes events of a body. */
    interface Splitting {
        Split split(
                RawOrigin origin, Signal signal, byte[] body, Treatment treatment, @Nullable SourcePosition previous);
    }
}
