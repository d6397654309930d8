package io.millrace.sink;

import io.smallrye.common.annotation.Identifier;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.Map;

/** The settings of the broker that every stage shares: everything under {@code kafka.}. */
@Singleton
class KafkaSettings {
    private final Map<String, String> shared;

    KafkaSettings(@Identifier("default-kafka-broker") Map<String, Object> configured) {
        Map<String, String> copied = new HashMap<>();
        configured.forEach((key, value) -> copied.put(key, String.valueOf(value)));
        this.shared = Map.copyOf(copied);
    }

    Map<String, String> shared() {
        return shared;
    }
}
