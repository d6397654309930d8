package io.millrace.standalone;

import io.millrace.broker.EmbeddedBroker;
import io.millrace.broker.TopicSetup;
import io.millrace.telemetry.topic.TopicPlan;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Starts the broker, then the stages. Stops in the other order: the stages drain before the broker goes. The embedded broker
 * is of this process alone; everything else is the same code and the same topics as in a cluster.
 */
@QuarkusMain
public final class Standalone {
    private static final int SIGNAL_PARTITIONS = 2;
    private static final short REPLICAS = 1;
    private static final long DRAIN_SECONDS = 30;

    private Standalone() {}

    /** Runs until SIGTERM or SIGINT. */
    public static void main(String... arguments) {
        DataFolder folder;
        EmbeddedBroker broker;
        QuietBroker.begin();
        try {
            HttpPort.check(Standalone::given);
            folder = DataFolder.open(Path.of(Objects.requireNonNullElse(given("millrace.data-dir"), "data")));
            broker = EmbeddedBroker.start(folder.broker(), Map.of());
        } catch (RuntimeException e) {
            // a broker that failed half-way has threads that keep the process alive
            System.err.println("millrace: cannot start: " + StartFailure.describe(e));
            Runtime.getRuntime().halt(1);
            return;
        }
        configure(folder, broker);
        CountDownLatch stagesStopped = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(stagesStopped, broker, folder), "standalone-stop"));
        try {
            TopicSetup.createMissing(broker.bootstrapServers(), TopicPlan.all(SIGNAL_PARTITIONS, REPLICAS));
            Quarkus.run(
                    null,
                    (exitCode, failure) -> {
                        if (failure != null) {
                            System.err.println("millrace: cannot start: " + StartFailure.describe(failure));
                        }
                        stagesStopped.countDown();
                        // without an exit the broker's threads would keep a failed start alive
                        new Thread(() -> System.exit(exitCode), "standalone-exit").start();
                    },
                    arguments);
        } finally {
            stagesStopped.countDown();
        }
    }

    private static void configure(DataFolder folder, EmbeddedBroker broker) {
        System.setProperty("kafka.bootstrap.servers", broker.bootstrapServers());
        System.setProperty("millrace.data-dir", folder.root().toString());
        setUnlessGiven("millrace.key-pepper", "MILLRACE_KEY_PEPPER", folder::keyPepper);
        setUnlessGiven("millrace.sink.operator-token", "MILLRACE_SINK_OPERATOR_TOKEN", folder::operatorToken);
    }

    private static void setUnlessGiven(String property, String variable, Supplier<String> value) {
        if (System.getenv(variable) == null && System.getProperty(property) == null) {
            System.setProperty(property, value.get());
        }
    }

    private static void stop(CountDownLatch stagesStopped, EmbeddedBroker broker, DataFolder folder) {
        try {
            if (!stagesStopped.await(DRAIN_SECONDS, TimeUnit.SECONDS)) {
                System.err.println("millrace: the stages did not stop within " + DRAIN_SECONDS + " s");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        broker.close();
        folder.close();
    }

    /** A setting that was given on the command line or in the environment; null if it was not. */
    private static @Nullable String given(String property) {
        String fromProperty = System.getProperty(property);
        if (fromProperty != null && !fromProperty.isBlank()) {
            return fromProperty;
        }
        String fromEnvironment = System.getenv(property.replaceAll("[.-]", "_").toUpperCase(Locale.ROOT));
        return fromEnvironment == null || fromEnvironment.isBlank() ? null : fromEnvironment;
    }
}
