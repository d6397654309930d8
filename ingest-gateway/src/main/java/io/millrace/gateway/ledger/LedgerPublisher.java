package io.millrace.gateway.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.millrace.gateway.publish.KafkaLink;
import io.millrace.telemetry.ledger.AccountingJson;
import io.millrace.telemetry.topic.Topics;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/**
 * Publishes the ledger every few seconds, so that an owner sees a rejected request soon after it came. While Kafka is away the
 * counts of the passing seconds are lost with a warning; the requests were refused, too.
 */
@ApplicationScoped
class LedgerPublisher {
    private static final long PERIOD_MILLIS = 5_000;

    private final Vertx vertx;
    private final Ledger ledger;
    private final KafkaLink kafka;

    LedgerPublisher(Vertx vertx, Ledger ledger, KafkaLink kafka) {
        this.vertx = vertx;
        this.ledger = ledger;
        this.kafka = kafka;
    }

    void start(@Observes StartupEvent event) {
        vertx.setPeriodic(PERIOD_MILLIS, id -> publish());
    }

    void stop(@Observes ShutdownEvent event) {
        publish();
    }

    private void publish() {
        ledger.drain()
                .forEach(line ->
                        kafka.send(Topics.ACCOUNTING, line.integration().getBytes(UTF_8), AccountingJson.write(line)));
    }
}
