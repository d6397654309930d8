package io.millrace.gateway.identity;

import io.millrace.gateway.reply.Checked;
import io.millrace.gateway.reply.Reason;
import io.millrace.telemetry.directory.DirectoryRecord;
import io.millrace.telemetry.directory.DirectoryRecord.Integration;
import io.millrace.telemetry.directory.DirectoryRecord.KeyType;
import io.millrace.telemetry.directory.DirectoryRecord.Organization;
import io.millrace.telemetry.directory.DirectoryRecord.Role;
import io.millrace.telemetry.directory.DirectoryRecord.User;
import io.millrace.telemetry.directory.DirectoryState;
import io.millrace.telemetry.key.ApiKey;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Decides who sends, from memory alone: no request waits for a look-up. The organization comes from the key; the path can
 * only narrow it (design, 3).
 */
public final class Authenticator {
    /** Compared with when the key is unknown, so that the answer takes as long as for a known one (AUTH-10). */
    private static final String NO_DIGEST = "0".repeat(64);

    private static final String NOT_ACCEPTED =
            "this API key is not accepted: unknown, revoked, expired, or its user left the organization";

    private final Supplier<Optional<DirectoryState>> directory;
    private final KeyComparison comparison;
    private final Clock clock;

    /**
     * Uses a directory and a comparison of keys.
     *
     * @param directory the directory, empty as long as it was not read to its end
     * @param comparison compares a key with a digest that was kept
     * @param clock for expiry
     */
    Authenticator(Supplier<Optional<DirectoryState>> directory, KeyComparison comparison, Clock clock) {
        this.directory = directory;
        this.comparison = comparison;
        this.clock = clock;
    }

    /**
     * Who sends a request, if he may.
     *
     * @param authorization values of all its {@code Authorization} header fields
     * @param integrationId id from the path, or null for a bare path
     */
    public Checked<Sender> sender(List<String> authorization, @Nullable String integrationId) {
        return BearerToken.read(authorization).then(key -> sender(key, integrationId));
    }

    /**
     * Whose ledger a refused request belongs to: that of the integration in the path, or else of the key's one integration.
     *
     * @return empty if it names no integration that exists
     */
    public Optional<Attribution> attribution(List<String> authorization, @Nullable String integrationId) {
        Optional<DirectoryState> state = directory.get();
        if (state.isEmpty()) {
            return Optional.empty();
        }
        Optional<DirectoryRecord.Key> key = BearerToken.read(authorization)
                .fold(presented -> state.get().key(presented.id()), refusal -> Optional.empty());
        Optional<String> id =
                Optional.ofNullable(integrationId).or(() -> key.flatMap(it -> Optional.ofNullable(it.integration())));
        return id.flatMap(state.get()::integration)
                .map(integration -> new Attribution(
                        integration.organization(),
                        integration.id(),
                        key.filter(it -> isOf(it, integration.organization()))
                                .map(DirectoryRecord.Key::id)
                                .orElse(null)));
    }

    private Checked<Sender> sender(ApiKey key, @Nullable String integrationId) {
        Optional<DirectoryState> state = directory.get();
        if (state.isEmpty()) {
            return Checked.refused(Reason.DIRECTORY_UNREAD, "the gateway has not read the directory of keys yet");
        }
        return known(state.get(), key)
                .then(known -> allowedUser(state.get(), known))
                .then(allowed -> integration(state.get(), allowed, integrationId));
    }

    Checked<DirectoryRecord.Key> known(DirectoryState state, ApiKey presented) {
        Optional<DirectoryRecord.Key> known = state.key(presented.id());
        boolean matches = comparison.matches(
                presented, known.map(DirectoryRecord.Key::digestHex).orElse(NO_DIGEST));
        if (known.isEmpty() || !matches) {
            return Checked.refused(Reason.UNKNOWN_KEY, NOT_ACCEPTED);
        }
        DirectoryRecord.Key key = known.get();
        if (key.revoked()) {
            return Checked.refused(Reason.REVOKED_KEY, NOT_ACCEPTED);
        }
        Long expires = key.expiresUnixMillis();
        if (expires != null && clock.millis() >= expires) {
            return Checked.refused(Reason.EXPIRED_KEY, NOT_ACCEPTED);
        }
        return Checked.passed(key);
    }

    private static Checked<DirectoryRecord.Key> allowedUser(DirectoryState state, DirectoryRecord.Key key) {
        Optional<User> user = state.user(key.user()).filter(it -> it.active() && isOf(key, it.organization()));
        if (user.isEmpty()) {
            return Checked.refused(Reason.REMOVED_USER, NOT_ACCEPTED);
        }
        if (key.type() != KeyType.INGEST) {
            return Checked.refused(Reason.WRONG_KEY_TYPE, "this API key cannot send telemetry: create an ingest key");
        }
        if (user.get().role() != Role.OWNER) {
            return Checked.refused(
                    Reason.NOT_AN_OWNER,
                    "only an owner's key may send telemetry, and the user who made this key is no owner now");
        }
        return Checked.passed(key);
    }

    private static Checked<Sender> integration(
            DirectoryState state, DirectoryRecord.Key key, @Nullable String integrationId) {
        String scope = key.integration();
        String wanted = integrationId == null ? scope : integrationId;
        if (wanted == null) {
            return Checked.refused(
                    Reason.AMBIGUOUS_INTEGRATION,
                    "this key may send to several integrations: set OTEL_EXPORTER_OTLP_ENDPOINT to"
                            + " https://<host>/otlp/<integration id>, as the integration's Setup dialog shows it");
        }
        Optional<Integration> integration = state.integration(wanted)
                .filter(it -> isOf(key, it.organization()))
                .filter(it -> scope == null || scope.equals(it.id()));
        if (integration.isEmpty()) {
            return Checked.refused(
                    Reason.WRONG_INTEGRATION, "this API key may not send to the integration in the path");
        }
        Optional<Organization> organization =
                state.organization(key.organization()).filter(Organization::enabled);
        if (organization.isEmpty()) {
            return Checked.refused(Reason.ORGANIZATION_DISABLED, "the organization is disabled");
        }
        if (!integration.get().enabled()) {
            return Checked.refused(Reason.INTEGRATION_DISABLED, "the integration is disabled: an owner can enable it");
        }
        return Checked.passed(new Sender(organization.get(), integration.get(), key));
    }

    private static boolean isOf(DirectoryRecord.Key key, String organization) {
        return key.organization().equals(organization);
    }
}
