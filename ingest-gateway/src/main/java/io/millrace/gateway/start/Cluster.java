package io.millrace.gateway.start;

import io.millrace.telemetry.Signal;
import io.millrace.telemetry.topic.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.AuthorizationException;

/** Asks the broker what it takes. Waits for the answers: not for an event loop. */
final class Cluster {
    private static final String REQUEST_BYTES = "socket.request.max.bytes";
    /** Frame, topic name and the like around the largest record. */
    private static final long REQUEST_FRAME_BYTES = 64 * 1024;

    private static final List<String> TOPICS = Stream.concat(
                    Arrays.stream(Signal.values()).map(Topics::raw), Stream.of(Topics.DEAD_LETTERS, Topics.ACCOUNTING))
            .toList();

    private final Map<String, Object> settings;
    private final long maxRecordBytes;

    Cluster(Map<String, Object> settings, long maxRecordBytes) {
        this.settings = settings;
        this.maxRecordBytes = maxRecordBytes;
    }

    /**
     * What does not fit, one sentence each; empty if all does.
     *
     * @throws Unreachable if the broker does not answer in time or a topic is not there yet
     */
    List<String> problems(Duration limit) throws Unreachable {
        try (Admin admin = Admin.create(settings)) {
            return problems(admin, limit);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Unreachable("interrupted", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new Unreachable("topics cannot be looked at", e);
        }
    }

    private List<String> problems(Admin admin, Duration limit)
            throws InterruptedException, ExecutionException, TimeoutException {
        List<String> problems = new ArrayList<>(brokerProblems(admin, limit));
        Map<String, TopicDescription> topics =
                admin.describeTopics(TOPICS).allTopicNames().get(limit.toMillis(), TimeUnit.MILLISECONDS);
        Map<ConfigResource, Config> configs = admin.describeConfigs(TOPICS.stream()
                        .map(topic -> new ConfigResource(ConfigResource.Type.TOPIC, topic))
                        .toList())
                .all()
                .get(limit.toMillis(), TimeUnit.MILLISECONDS);
        configs.forEach((resource, config) -> {
            TopicDescription topic = topics.get(resource.name());
            if (topic != null) {
                problems.addAll(facts(topic, config).problems(maxRecordBytes));
            }
        });
        return problems;
    }

    private List<String> brokerProblems(Admin admin, Duration limit)
            throws InterruptedException, ExecutionException, TimeoutException {
        Node broker = admin.describeCluster()
                .nodes()
                .get(limit.toMillis(), TimeUnit.MILLISECONDS)
                .iterator()
                .next();
        ConfigResource asked = new ConfigResource(ConfigResource.Type.BROKER, broker.idString());
        try {
            Map<ConfigResource, Config> configs =
                    admin.describeConfigs(List.of(asked)).all().get(limit.toMillis(), TimeUnit.MILLISECONDS);
            return configs.values().stream()
                    .flatMap(config -> brokerProblems(number(config, REQUEST_BYTES)).stream())
                    .toList();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof AuthorizationException) {
                return List.of(); // not everyone may read the broker's own settings
            }
            throw e;
        }
    }

    private List<String> brokerProblems(long requestBytes) {
        return requestBytes >= maxRecordBytes + REQUEST_FRAME_BYTES
                ? List.of()
                : List.of("the broker's " + REQUEST_BYTES + " is " + requestBytes + " and must be at least "
                        + REQUEST_FRAME_BYTES + " above millrace.gateway.kafka.max-record, " + maxRecordBytes);
    }

    private static TopicFacts facts(TopicDescription topic, Config config) {
        return new TopicFacts(
                topic.name(),
                number(config, TopicConfig.MAX_MESSAGE_BYTES_CONFIG),
                (int) number(config, TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG),
                topic.partitions().get(0).replicas().size());
    }

    private static long number(Config config, String name) {
        return Long.parseLong(config.get(name).value());
    }

    /** The broker does not say what it takes. */
    static final class Unreachable extends Exception {
        Unreachable(String message, Exception cause) {
            super(message, cause);
        }
    }
}
