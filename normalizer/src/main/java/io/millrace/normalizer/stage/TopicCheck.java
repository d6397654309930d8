package io.millrace.normalizer.stage;

import io.millrace.telemetry.Signal;
import io.millrace.telemetry.topic.Topics;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;

/** Refuses to start where the topics do not fit together, and says which do not. Runs before the channels start. */
@ApplicationScoped
class TopicCheck {
    private static final long TIMEOUT_SECONDS = 90;

    private final KafkaSettings settings;
    private final NormalizerConfig config;

    TopicCheck(KafkaSettings settings, NormalizerConfig config) {
        this.settings = settings;
        this.config = config;
    }

    void check(@Observes @Priority(1) StartupEvent start) {
        List<String> problems = new ArrayList<>();
        try (Admin admin = Admin.create(settings.client("check"))) {
            for (Signal signal : Signal.values()) {
                problems.addAll(facts(admin, signal)
                        .problems(
                                config.maxEventSize().asLongValue(),
                                config.deadLetterChunk().asLongValue()));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while looking at the topics", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("the topics of the normalizer cannot be looked at", e);
        }
        if (!problems.isEmpty()) {
            throw new IllegalStateException("the normalizer does not start: " + String.join("; ", problems));
        }
    }

    private static TopicFacts facts(Admin admin, Signal signal)
            throws InterruptedException, ExecutionException, TimeoutException {
        Config raw = config(admin, Topics.raw(signal));
        return new TopicFacts(
                signal.wireName(),
                partitions(admin, Topics.raw(signal)),
                partitions(admin, Topics.events(signal)),
                maxMessageBytes(config(admin, Topics.events(signal))),
                maxMessageBytes(config(admin, Topics.DEAD_LETTERS)),
                raw.get(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG).value().equals("LogAppendTime"));
    }

    private static int partitions(Admin admin, String topic)
            throws InterruptedException, ExecutionException, TimeoutException {
        return admin.describeTopics(List.of(topic))
                .topicNameValues()
                .values()
                .iterator()
                .next()
                .get(TIMEOUT_SECONDS, TimeUnit.SECONDS)
                .partitions()
                .size();
    }

    private static Config config(Admin admin, String topic)
            throws InterruptedException, ExecutionException, TimeoutException {
        Map<ConfigResource, Config> configs = admin.describeConfigs(
                        List.of(new ConfigResource(ConfigResource.Type.TOPIC, topic)))
                .all()
                .get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
        return configs.values().iterator().next();
    }

    private static long maxMessageBytes(Config topic) {
        return Long.parseLong(topic.get(TopicConfig.MAX_MESSAGE_BYTES_CONFIG).value());
    }
}
