package io.millrace.gateway.outage;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.gateway.Export;
import io.millrace.gateway.GatewayUnderTest;
import io.millrace.gateway.RawReply;
import io.millrace.gateway.outage.LinkState.State;
import io.millrace.gateway.publish.KafkaLink;
import io.millrace.testkit.Eventually;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** That no event loop is blocked meanwhile is the part of NoBlockedLoop, which watches every test. */
@QuarkusTest
@WithTestResource(LinkedBroker.class)
class KafkaOutageIT {
    /** Far above the two seconds that are promised, far below the ten that a client waits. */
    private static final Duration LIMIT = Duration.ofSeconds(5);

    private static final Export RECORD =
            Export.of(GatewayUnderTest.TENANT).body(Export.logs("{\"timeUnixNano\":\"1700000000000000000\"}"));

    @Inject
    KafkaLink kafka;

    @BeforeEach
    void awaitReady() {
        Eventually.until(
                "a record is taken",
                Duration.ofSeconds(60),
                () -> RECORD.reply().status() == 200);
    }

    @AfterEach
    void mend() {
        LinkState.set(State.OPEN);
    }

    @ParameterizedTest(name = "DUR-2, ST-6, ST-7, DUR-4: {0}")
    @EnumSource(names = {"FROZEN", "CUT"})
    void answers503InTimeAndRecoversByItself(State state) {
        interrupt(state);

        long start = System.nanoTime();
        RawReply first = RECORD.reply();
        Duration waited = Duration.ofNanos(System.nanoTime() - start);

        assertThat(first.status()).isEqualTo(503);
        assertThat(waited).isLessThan(LIMIT);
        assertThat(first.header("Retry-After")).isIn("1", "2", "3");
        assertThat(first.body()).contains("KAFKA_UNAVAILABLE");

        LinkState.set(State.OPEN);
        Eventually.until(
                "records are taken again without a restart",
                Duration.ofSeconds(60),
                () -> RECORD.reply().status() == 200);
    }

    @Test
    @DisplayName("DUR-2: an outage longer than a record's life in the producer")
    void recoversAfterEverythingThatWaitedHasExpired() {
        interrupt(State.CUT);
        Eventually.until("nothing waits for the broker", Duration.ofSeconds(60), kafka::isIdle);

        LinkState.set(State.OPEN);

        Eventually.until(
                "records are taken again without a restart",
                Duration.ofSeconds(60),
                () -> RECORD.reply().status() == 200);
    }

    @Test
    @DisplayName("CON-3, DUR-2: thirty exports at once while Kafka hangs")
    void answersManyAtOnceWhileKafkaHangs() {
        interrupt(State.FROZEN);
        ExecutorService threads = Executors.newFixedThreadPool(30);
        try {
            long start = System.nanoTime();
            List<CompletableFuture<RawReply>> sent = Stream.generate(
                            () -> CompletableFuture.supplyAsync(RECORD::reply, threads))
                    .limit(30)
                    .toList();

            List<RawReply> replies = sent.stream().map(CompletableFuture::join).toList();

            assertThat(replies).extracting(RawReply::status).containsOnly(503);
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(LIMIT.multipliedBy(2));
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void goesOnServingOtherPathsWhileKafkaHangs() {
        interrupt(State.FROZEN);
        CompletableFuture<RawReply> waiting = CompletableFuture.supplyAsync(RECORD::reply);

        RawReply live = Export.of(GatewayUnderTest.TENANT)
                .method("GET")
                .path("/q/health/live")
                .body("")
                .reply();

        assertThat(live.status()).isEqualTo(200);
        assertThat(waiting.join().status()).isEqualTo(503);
    }

    /** What was on the line already may still get through; returns once nothing does. */
    private static void interrupt(State state) {
        LinkState.set(state);
        Eventually.until(
                "the broker is out of reach",
                Duration.ofSeconds(60),
                () -> RECORD.reply().status() == 503);
    }
}
