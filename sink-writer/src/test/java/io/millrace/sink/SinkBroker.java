package io.millrace.sink;

import io.millrace.testkit.TestBroker;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Map;

/** A broker and an empty folder of tables for the sink under test. */
public final class SinkBroker implements QuarkusTestResourceLifecycleManager {
    /** The one token of operators. */
    public static final String OPERATOR_TOKEN = "operators-only";

    @Override
    public Map<String, String> start() {
        try {
            return Map.of(
                    "kafka.bootstrap.servers",
                    TestBroker.shared().bootstrapServers(),
                    "millrace.data-dir",
                    Files.createTempDirectory("millrace-sink").toString(),
                    "millrace.sink.operator-token",
                    OPERATOR_TOKEN,
                    "quarkus.http.test-port",
                    "0");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void stop() {
        // the broker ends with the JVM
    }
}
