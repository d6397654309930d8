package io.millrace.gateway.identity;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * Whose ledger a request belongs to. Not a proof of anything: a request that is refused is attributed to the integration it
 * was addressed to, so that its owner can see what goes wrong (P15).
 *
 * @param organization id of the organization
 * @param integration id of the integration
 * @param keyId id of the key, null if none of that organization was presented
 */
public record Attribution(
        String organization, String integration, @Nullable String keyId) {
    /** Refuses null. */
    public Attribution {
        requireNonNull(organization, "organization");
        requireNonNull(integration, "integration");
    }

    /** The attribution of an allowed request. */
    public static Attribution of(Sender sender) {
        return new Attribution(
                sender.organization().id(),
                sender.integration().id(),
                sender.key().id());
    }
}
