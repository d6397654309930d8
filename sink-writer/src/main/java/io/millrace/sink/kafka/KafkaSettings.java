package io.millrace.sink.kafka;

import io.smallrye.common.annotation.Identifier;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.Map;

/** The settings of the broker that every stage shares: everything under {@code kafka.}. */
@Singleton
public class KafkaSettings {
    private final Map<String, String> shared;

    KafkaSettings(@Identifier("default-kafka-broker") Map<String, Object> configured) {
        Map<String, String> copied = new HashMap<>();
        configured.forEach((key, value) -> copied.put(key, String.valueOf(value)));
        this.shared = Map.copyOf(copied);
    }

    /** The settings by their names, without the prefix. */
    public Map<String, String> shared() {
        return shared;
    }
}
