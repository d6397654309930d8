package io.millrace.gateway.config;

import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** What all Kafka clients of the gateway have in common. */
@Singleton
public final class KafkaSettings {
    private final String bootstrapServers;
    private final Map<String, String> properties;

    KafkaSettings(@ConfigProperty(name = "kafka.bootstrap.servers") String bootstrapServers, GatewayConfig config) {
        this.bootstrapServers = bootstrapServers;
        this.properties = config.kafka().properties();
    }

    /**
     * Settings of a client.
     *
     * @param purpose ends its client id
     */
    public Map<String, Object> common(String purpose) {
        Map<String, Object> settings = new HashMap<>(properties);
        settings.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        settings.put(CommonClientConfigs.CLIENT_ID_CONFIG, "millrace-gateway-" + purpose);
        return settings;
    }
}
