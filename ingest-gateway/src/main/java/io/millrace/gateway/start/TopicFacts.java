package io.millrace.gateway.start;

import java.util.ArrayList;
import java.util.List;

/**
 * What a topic says of itself.
 *
 * @param name its name
 * @param maxMessageBytes largest batch that it takes
 * @param minInsyncReplicas replicas that must have a record before it is acknowledged
 * @param replicas replicas of each partition
 */
record TopicFacts(String name, long maxMessageBytes, int minInsyncReplicas, int replicas) {
    /** What does not fit, one sentence each. */
    List<String> problems(long maxRecordBytes) {
        List<String> problems = new ArrayList<>();
        if (maxMessageBytes < maxRecordBytes) {
            problems.add("max.message.bytes of " + name + " is " + maxMessageBytes
                    + " and must be at least millrace.gateway.kafka.max-record, " + maxRecordBytes);
        }
        if (minInsyncReplicas > replicas) {
            problems.add("min.insync.replicas of " + name + " is " + minInsyncReplicas + ", but it has only " + replicas
                    + " replicas: it would take no record");
        }
        return problems;
    }
}
