package io.millrace.normalizer.stage;

import java.util.ArrayList;
import java.util.List;

/**
 * What must fit together for one signal.
 *
 * @param signal wire name of the signal
 * @param rawPartitions partitions of the raw topic
 * @param eventPartitions partitions of the events topic
 * @param maxEventMessageBytes largest record that the events topic takes
 * @param maxDeadLetterMessageBytes largest record that the topic of dead letters takes
 * @param rawHasBrokerTime whether the raw topic's times are the broker's
 */
record TopicFacts(
        String signal,
        int rawPartitions,
        int eventPartitions,
        long maxEventMessageBytes,
        long maxDeadLetterMessageBytes,
        boolean rawHasBrokerTime) {
    /** What a record has beside its value at most: key, headers, batch. */
    static final long OVERHEAD_BYTES = 8 * 1024;

    private static final double BASE64_GROWTH = 4.0 / 3.0;

    /** What does not fit, one sentence each; empty if all does. */
    List<String> problems(long maxEventBytes, long deadLetterChunkBytes) {
        List<String> problems = new ArrayList<>();
        if (rawPartitions != eventPartitions) {
            problems.add("otlp.raw." + signal + " has " + rawPartitions + " partitions, otlp.events." + signal + " has "
                    + eventPartitions + "; they must have the same number");
        }
        if (maxEventBytes + OVERHEAD_BYTES > maxEventMessageBytes) {
            problems.add("otlp.events." + signal + " takes records of " + maxEventMessageBytes
                    + " bytes; millrace.normalizer.max-event-size is " + maxEventBytes + " and must be at least "
                    + OVERHEAD_BYTES + " smaller");
        }
        if (deadLetterChunkBytes * BASE64_GROWTH + OVERHEAD_BYTES > maxDeadLetterMessageBytes) {
            problems.add("otlp.dead-letters takes records of " + maxDeadLetterMessageBytes
                    + " bytes; millrace.normalizer.dead-letter-chunk is " + deadLetterChunkBytes
                    + " and must be at most three quarters of it");
        }
        if (!rawHasBrokerTime) {
            problems.add("otlp.raw." + signal
                    + " must have message.timestamp.type=LogAppendTime: repeats are told by the broker's time");
        }
        return problems;
    }
}
