package io.millrace.telemetry.topic;

import io.millrace.telemetry.Signal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One topic as it must be made (design, 4): topics are never created on first use.
 *
 * @param name topic name
 * @param partitions number of partitions, from 1
 * @param replicationFactor number of replicas, from 1
 * @param config topic configuration
 */
public record TopicPlan(String name, int partitions, short replicationFactor, Map<String, String> config) {
    /** Largest record of any topic, in bytes; parts and chunks are cut below it. */
    public static final int MAX_MESSAGE_BYTES = 8 * 1024 * 1024;

    private static final int SMALL_TOPIC_PARTITIONS = 3;

    /** Copies the configuration. */
    public TopicPlan {
        config = Map.copyOf(config);
    }

    /**
     * All topics of one installation.
     *
     * @param signalPartitions partitions of each raw and events topic, from 1
     * @param replicationFactor replicas of every topic; from 2 on one replica may be missing while data is taken
     */
    public static List<TopicPlan> all(int signalPartitions, short replicationFactor) {
        List<TopicPlan> plans = new ArrayList<>();
        for (Signal signal : Signal.values()) {
            plans.add(plan(
                    Topics.raw(signal),
                    signalPartitions,
                    replicationFactor,
                    Duration.ofDays(7),
                    "message.timestamp.type",
                    "LogAppendTime"));
            plans.add(plan(Topics.events(signal), signalPartitions, replicationFactor, Duration.ofDays(3)));
        }
        int small = Math.min(SMALL_TOPIC_PARTITIONS, signalPartitions);
        plans.add(plan(Topics.DEAD_LETTERS, small, replicationFactor, Duration.ofDays(30)));
        plans.add(plan(Topics.ACCOUNTING, small, replicationFactor, Duration.ofDays(7)));
        plans.add(directory(replicationFactor));
        return List.copyOf(plans);
    }

    private static TopicPlan directory(short replicationFactor) {
        Map<String, String> config = shared(replicationFactor);
        config.put("cleanup.policy", "compact");
        config.put("segment.ms", Long.toString(Duration.ofHours(1).toMillis()));
        config.put("min.cleanable.dirty.ratio", "0.1");
        return new TopicPlan(Topics.DIRECTORY, 1, replicationFactor, config);
    }

    private static TopicPlan plan(String name, int partitions, short replicationFactor, Duration kept, String... more) {
        Map<String, String> config = shared(replicationFactor);
        config.put("cleanup.policy", "delete");
        config.put("retention.ms", Long.toString(kept.toMillis()));
        for (int i = 0; i < more.length; i += 2) {
            config.put(more[i], more[i + 1]);
        }
        return new TopicPlan(name, partitions, replicationFactor, config);
    }

    private static Map<String, String> shared(short replicationFactor) {
        Map<String, String> config = new TreeMap<>();
        config.put("max.message.bytes", Integer.toString(MAX_MESSAGE_BYTES));
        config.put("min.insync.replicas", replicationFactor > 1 ? "2" : "1");
        config.put("unclean.leader.election.enable", "false");
        return config;
    }
}
