package io.millrace.gateway.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ProducerSettingsTest {
    private static final Map<String, Object> HOSTILE = Map.of(
            ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
            "127.0.0.1:1",
            ProducerConfig.ACKS_CONFIG,
            "0",
            ProducerConfig.MAX_BLOCK_MS_CONFIG,
            60_000L,
            ProducerConfig.BUFFER_MEMORY_CONFIG,
            1_000L);

    private final Map<String, Object> settings =
            ProducerSettings.of(HOSTILE, 176_000_000, 8_000_000, Duration.ofSeconds(6), "zstd");

    @Test
    @DisplayName("DUR-1: whatever else is configured")
    void storesOnAllInSyncReplicasOnce() {
        assertThat(settings)
                .containsEntry(ProducerConfig.ACKS_CONFIG, "all")
                .containsEntry(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    }

    @Test
    @DisplayName("DUR-2: whatever else is configured")
    void neverWaitsInTheCaller() {
        assertThat(settings).containsEntry(ProducerConfig.MAX_BLOCK_MS_CONFIG, 0L);
    }

    @Test
    void holdsAtLeastTheBudgetWhateverElseIsConfigured() {
        assertThat(settings).containsEntry(ProducerConfig.BUFFER_MEMORY_CONFIG, 176_000_000L);
    }
}
