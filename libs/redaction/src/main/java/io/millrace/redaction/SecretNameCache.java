package io.millrace.redaction;

import io.millrace.redaction.detect.SecretNames;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Remembers which paths end in a name that says it holds a secret: clients send the same few keys again and again. */
final class SecretNameCache {
    private static final int MAX_NAMES = 8_192;
    private static final int LONGEST_KEPT = 256;
    private static final Map<String, Boolean> KNOWN = new ConcurrentHashMap<>();

    private SecretNameCache() {}

    static boolean isSecret(String name) {
        Boolean known = KNOWN.get(name);
        if (known != null) {
            return known;
        }
        if (KNOWN.size() >= MAX_NAMES) {
            KNOWN.clear(); // names are the sender's: never keep without bound
        }
        boolean secret = SecretNames.has(name.substring(name.lastIndexOf('.') + 1));
        if (name.length() < LONGEST_KEPT) {
            KNOWN.put(name, secret);
        }
        return secret;
    }
}
