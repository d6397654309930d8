package io.millrace.sink.maintenance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConfigChecksTest {
    @Test
    void keepsSnapshotsAsLongAsAsked() {
        assertThat(ConfigChecks.keep(config(Map.of("snapshots.keep", "40m")))).isEqualTo(Duration.ofMinutes(40));
    }

    @Test
    void keepsSnapshotsAsLongAsTheLeaseThatStandsInThem() {
        MaintenanceConfig config = config(Map.of("snapshots.keep", "5m", "lease", "20m"));

        ConfigChecks.check(config);

        assertThat(ConfigChecks.keep(config)).isEqualTo(Duration.ofMinutes(20));
    }

    @Test
    void refusesALeaseThatEndsBeforeItIsRenewed() {
        MaintenanceConfig config = config(Map.of("lease", "59s"));

        assertThatThrownBy(() -> ConfigChecks.check(config))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("millrace.maintenance.lease");
    }

    private static MaintenanceConfig config(Map<String, String> settings) {
        Map<String, String> properties = new HashMap<>();
        settings.forEach((name, value) -> properties.put("millrace.maintenance." + name, value));
        return new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withMapping(MaintenanceConfig.class)
                .withSources(new PropertiesConfigSource(properties, "test", 500))
                .build()
                .getConfigMapping(MaintenanceConfig.class);
    }
}
