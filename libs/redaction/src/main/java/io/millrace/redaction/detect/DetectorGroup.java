package io.millrace.redaction.detect;

import java.util.Locale;

/** Groups of detectors that a rule may name. */
enum DetectorGroup {
    /** Keys of model and other API providers. */
    PROVIDER_KEYS(true),
    /** Keys of cloud providers. */
    CLOUD_KEYS(true),
    /** Tokens of source hosts and package registries. */
    SOURCE_HOST_TOKENS(true),
    /** Tokens and webhooks of chat services. */
    CHAT_TOKENS(true),
    /** Secrets that are known by their form or name: JWT, PEM, URL passwords, Authorization values, key=value. */
    GENERIC_SECRETS(true),
    /** Personal data: e-mail addresses, card numbers. */
    PERSONAL(false);

    private final boolean secret;

    DetectorGroup(boolean secret) {
        this.secret = secret;
    }

    /** Whether the default policy looks for it. */
    boolean isSecret() {
        return secret;
    }

    /** Name in rules. */
    String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
