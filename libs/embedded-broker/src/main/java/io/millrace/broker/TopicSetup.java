package io.millrace.broker;

import io.millrace.telemetry.topic.TopicPlan;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;

/** Makes the topics of an installation that are not there yet; what is there is left alone. */
public final class TopicSetup {
    private static final long TIMEOUT_SECONDS = 60;

    private TopicSetup() {}

    /**
     * Makes the missing ones of these topics.
     *
     * @throws IllegalStateException if the broker refuses or does not answer within a minute
     */
    public static void createMissing(String bootstrapServers, List<TopicPlan> plans) {
        try (Admin admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers))) {
            Set<String> present = admin.listTopics().names().get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
            List<NewTopic> missing = plans.stream()
                    .filter(plan -> !present.contains(plan.name()))
                    .map(TopicSetup::newTopic)
                    .toList();
            admin.createTopics(missing).all().get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while making topics", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("cannot make topics at " + bootstrapServers, e);
        }
    }

    private static NewTopic newTopic(TopicPlan plan) {
        return new NewTopic(plan.name(), plan.partitions(), plan.replicationFactor()).configs(plan.config());
    }
}
