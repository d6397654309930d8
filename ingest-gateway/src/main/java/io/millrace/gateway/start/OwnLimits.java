package io.millrace.gateway.start;

import io.millrace.gateway.config.GatewayConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Compares the gateway's settings with one another and with those of its HTTP server. */
final class OwnLimits {
    private static final long MIN_BODY_BYTES = 1024;
    private static final long MAX_BODY_BYTES = 512L * 1024 * 1024;
    private static final long MAX_INLINE_BYTES = 1024 * 1024;
    private static final long MIN_RECORD_BYTES = 64 * 1024;
    private static final int MIN_RECORDS = 1_000;
    private static final int MAX_RECORDS = 1_000_000;
    private static final Duration MAX_ANSWER = Duration.ofSeconds(2);
    private static final Duration MAX_DELIVERY = Duration.ofSeconds(8);

    private final List<String> problems = new ArrayList<>();
    private final GatewayConfig config;

    private OwnLimits(GatewayConfig config) {
        this.config = config;
    }

    /**
     * What does not fit, one sentence each that names the settings; empty if all does.
     *
     * @param serverMaxBodyBytes {@code quarkus.http.limits.max-body-size}
     * @param serverIdleTimeout {@code quarkus.http.idle-timeout}
     */
    static List<String> problems(GatewayConfig config, long serverMaxBodyBytes, Duration serverIdleTimeout) {
        OwnLimits limits = new OwnLimits(config);
        limits.checkBody(serverMaxBodyBytes);
        limits.checkKafka();
        limits.checkConnections(serverIdleTimeout);
        return limits.problems;
    }

    private void checkBody(long serverMaxBodyBytes) {
        long maxBytes = config.body().maxBytes().asLongValue();
        require(
                maxBytes >= MIN_BODY_BYTES && maxBytes <= MAX_BODY_BYTES,
                "millrace.gateway.body.max-bytes must be 1K to 512M: " + maxBytes);
        require(
                serverMaxBodyBytes >= maxBytes,
                "quarkus.http.limits.max-body-size is " + serverMaxBodyBytes
                        + " and must be at least millrace.gateway.body.max-bytes, " + maxBytes);
        long inFlight = config.memory().inFlight().asLongValue();
        require(
                inFlight >= 2 * maxBytes,
                "millrace.gateway.memory.in-flight is " + inFlight
                        + " and must be at least twice millrace.gateway.body.max-bytes, " + maxBytes);
        long inlineBytes = config.body().inlineBytes().asLongValue();
        require(
                inlineBytes <= MAX_INLINE_BYTES,
                "millrace.gateway.body.inline-bytes must be at most 1M: " + inlineBytes);
        require(
                config.body().maxCompressionRatio() >= 2,
                "millrace.gateway.body.max-compression-ratio must be at least 2: "
                        + config.body().maxCompressionRatio());
        requirePositive("millrace.gateway.body.timeout", config.body().timeout());
    }

    private void checkKafka() {
        Duration answer = config.kafka().answerWithin();
        Duration delivery = config.kafka().deliveryTimeout();
        requirePositive("millrace.gateway.kafka.answer-within", answer);
        requirePositive("millrace.gateway.kafka.breaker-age", config.kafka().breakerAge());
        require(answer.compareTo(MAX_ANSWER) < 0, "millrace.gateway.kafka.answer-within must be below 2s: " + answer);
        require(
                delivery.compareTo(MAX_DELIVERY) < 0 && delivery.compareTo(answer) > 0,
                "millrace.gateway.kafka.delivery-timeout must be above answer-within and below 8s: " + delivery);
        long maxRecord = config.kafka().maxRecord().asLongValue();
        require(
                maxRecord >= MIN_RECORD_BYTES && maxRecord <= Integer.MAX_VALUE / 2,
                "millrace.gateway.kafka.max-record must be 64K to 1G: " + maxRecord);
        int maxRecords = config.kafka().maxRecords();
        require(
                maxRecords >= MIN_RECORDS && maxRecords <= MAX_RECORDS,
                "millrace.gateway.kafka.max-records must be 1000 to 1000000: " + maxRecords);
        long maxLetter = config.deadLetters().maxRecord().asLongValue();
        require(
                maxLetter <= MAX_BODY_BYTES,
                "millrace.gateway.dead-letters.max-record must be at most 512M: " + maxLetter);
    }

    private void checkConnections(Duration serverIdleTimeout) {
        requirePositive(
                "millrace.gateway.connections.max-age", config.connections().maxAge());
        requirePositive(
                "millrace.gateway.connections.head-timeout",
                config.connections().headTimeout());
        require(
                serverIdleTimeout.compareTo(Duration.ofMinutes(5)) > 0,
                "quarkus.http.idle-timeout must be above 5 minutes, because clients that send every minute pause: "
                        + serverIdleTimeout);
        require(
                config.quota().window().toSeconds() >= 1
                        && config.quota().window().toDays() < 1,
                "millrace.gateway.quota.window must be 1s to 1 day: "
                        + config.quota().window());
        require(config.quota().gateways() >= 1, "millrace.gateway.quota.gateways must be at least 1");
    }

    private void requirePositive(String name, Duration value) {
        require(!value.isNegative() && !value.isZero(), name + " must be above 0: " + value);
    }

    private void require(boolean holds, String problem) {
        if (!holds) {
            problems.add(problem);
        }
    }
}
