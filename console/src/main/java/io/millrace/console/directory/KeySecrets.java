package io.millrace.console.directory;

import io.millrace.console.ConsoleConfig;
import io.millrace.console.store.Ids;
import io.millrace.telemetry.key.ApiKey;
import io.millrace.telemetry.key.KeyDigest;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;

/** Makes keys and checks them against what is kept of them. */
@Singleton
public class KeySecrets {
    private final KeyDigest digest;
    private final Ids ids;

    KeySecrets(ConsoleConfig config, Ids ids) {
        String pepper = config.keyPepper()
                .filter(text -> !text.isBlank())
                .orElseThrow(() -> new IllegalStateException(
                        "millrace.key-pepper must be set, the same for console and gateways, at least 16 bytes"));
        this.digest = new KeyDigest(pepper.getBytes(StandardCharsets.UTF_8));
        this.ids = ids;
    }

    /** A new key. */
    public ApiKey generate() {
        return ApiKey.generate(ids.random());
    }

    /** What is kept of a key. */
    public String digestHex(ApiKey key) {
        return digest.hex(key);
    }

    /** Whether this is the key of which that was kept; takes the same time whatever differs. */
    public boolean matches(ApiKey key, String digestHex) {
        return digest.matches(key, digestHex);
    }
}
