package io.millrace.normalizer.partition;

import io.millrace.normalizer.event.RawOrigin;
import io.millrace.normalizer.split.Emission;
import io.millrace.normalizer.split.Split;
import io.millrace.normalizer.split.Splitter;
import io.millrace.normalizer.split.Treatment;
import io.millrace.redaction.CompiledPolicy;
import io.millrace.telemetry.Signal;
import io.millrace.telemetry.event.SourcePosition;
import io.millrace.telemetry.topic.RawHeaders;
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

    private static final String INVALID_HEADERS = "invalid_headers";
    private static final int ALL_DELETED = -1;

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
     * Hands on what is to be done for the record.
     *
     * @param window what the partition saw before; the record is added
     * @param last position of the event emitted last in the partition, null if there is none
     * @param out takes events and dead letters
     */
    Outcome normalize(
            PartitionSource source,
            RawRecord record,
            RepeatWindow window,
            @Nullable SourcePosition last,
            Outgoing out) {
        RawHeaders headers;
        boolean tellsItsPolicy = true;
        try {
            headers = RawHeaders.read(record.headers());
        } catch (IllegalArgumentException e) {
            tellsItsPolicy = false;
            try {
                headers = RawHeaders.readWithoutPolicy(record.headers());
            } catch (IllegalArgumentException alsoWithoutPolicy) {
                return unreadable(source, record, last, out);
            }
        }
        if (window.add(headers.digest(), headers.partNumber(), record.offset(), record.appendedUnixMillis())) {
            return new Outcome(List.of(Tallies.whole(headers, record, Tally.Outcome.REPEATED)), last);
        }
        RecordEmission emission = new RecordEmission(source, record, headers, deadLetters, out, last);
        int deleted = attempts(source, record, headers, tellsItsPolicy, emission);
        if (deleted == ALL_DELETED) {
            return new Outcome(List.of(Tallies.whole(headers, record, Tally.Outcome.DELETED)), emission.last());
        }
        return new Outcome(emission.tallies(deleted), emission.last());
    }

    /** Number of deleted records. */
    private int attempts(
            PartitionSource source,
            RawRecord record,
            RawHeaders headers,
            boolean tellsItsPolicy,
            RecordEmission emission) {
        Treatment treatment = null;
        for (int attempt = 1; ; attempt++) {
            try {
                if (treatment == null) {
                    // once for all tries: a later one leaves out what an earlier one handed on
                    treatment = treatment(headers, tellsItsPolicy);
                }
                return attempt(source, record, headers, treatment, emission);
            } catch (RecordEmission.NotTaken e) {
                throw e; // the broker's fault, not the record's
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
                    emission.giveUp("the code failed on it: " + e.getClass().getName(), attempt);
                    return 0;
                }
            }
        }
    }

    private Treatment treatment(RawHeaders headers, boolean tellsItsPolicy) {
        Treatment told = treatments.apply(headers);
        // a policy that nobody can read may have hidden anything
        return tellsItsPolicy ? told : new Treatment(CompiledPolicy.closed(), told.erasure());
    }

    private int attempt(
            PartitionSource source,
            RawRecord record,
            RawHeaders headers,
            Treatment treatment,
            RecordEmission emission) {
        if (treatment.erasure().coversEverything()) {
            return ALL_DELETED;
        }
        byte[] body = record.value();
        if (body == null) {
            emission.leftOver(new Split.LeftOver(-1, "empty_record", "the raw record has no value", new byte[0]));
            return 0;
        }
        RawOrigin origin =
                new RawOrigin(headers, source.topicId(), source.partition(), record.leaderEpoch(), record.offset());
        return splitter.split(origin, source.signal(), body, treatment, emission.before(), emission)
                .deleted();
    }

    private Outcome unreadable(PartitionSource source, RawRecord record, @Nullable SourcePosition last, Outgoing out) {
        Split.LeftOver input = new Split.LeftOver(
                -1, INVALID_HEADERS, "the raw record lacks the headers that say whose it is", new byte[0]);
        deadLetters.write(source, record, null, input, 1, out::deadLetter);
        return new Outcome(List.of(Tallies.ofNobody(record, INVALID_HEADERS)), last);
    }

    /** Makes events of a body. */
    interface Splitting {
        Split.End split(
                RawOrigin origin,
                Signal signal,
                byte[] body,
                Treatment treatment,
                @Nullable SourcePosition previous,
                Emission emission);
    }
}
