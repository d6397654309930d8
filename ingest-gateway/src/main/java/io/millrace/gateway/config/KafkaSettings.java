package io.millrace.gateway.config;

import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.eclipse.microprofile.config.Config;

/**
 * What all Kafka clients of the gateway have in common: what stands under {@code kafka.} for all stages and all kinds of clients,
 * such as {@code kafka.security.protocol}, and above it the gateway's own {@code millrace.gateway.kafka.properties}.
 */
@Singleton
public final class KafkaSettings {
    private final Map<String, String> properties;

    KafkaSettings(Config config, GatewayConfig gateway) {
        this.properties = new HashMap<>(shared(config));
        this.properties.putAll(gateway.kafka().properties());
    }

    /**
     * Settings of a client.
     *
     * @param purpose ends its client id
     */
    public Map<String, Object> common(String purpose) {
        Map<String, Object> settings = new HashMap<>(properties);
        settings.put(CommonClientConfigs.CLIENT_ID_CONFIG, "millrace-gateway-" + purpose);
        return settings;
    }

    /** By the names that every kind of client knows: the others are another kind's, or no settings at all. */
    static Map<String, String> shared(Config config) {
        Map<String, String> shared = new HashMap<>();
        for (String name : AdminClientConfig.configNames()) {
            config.getOptionalValue("kafka." + name, String.class).ifPresent(value -> shared.put(name, value));
        }
        // fails with its name if it is missing
        String servers = CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG;
        shared.put(servers, config.getValue("kafka." + servers, String.class));
        return shared;
    }
}
