package io.millrace.telemetry.directory;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One record of the topic {@code control.directory}: the state of one thing, not an event. */
public sealed interface DirectoryRecord
        permits Deletion,
                DirectoryRecord.Organization,
                DirectoryRecord.User,
                DirectoryRecord.Key,
                DirectoryRecord.Integration {

    /** Id of the thing, unique among those of its kind. */
    String id();

    /** Word for the kind in the record's key and JSON. */
    String kind();

    /**
     * An organization.
     *
     * @param id opaque id
     * @param displayName name for people
     * @param enabled whether its keys work at all
     * @param quota limits of all its integrations together
     */
    record Organization(String id, String displayName, boolean enabled, Quota quota) implements DirectoryRecord {
        @Override
        public String kind() {
            return "organization";
        }
    }

    /**
     * A user. A removed user is absent from the next generation and {@code active = false} until then.
     *
     * @param id opaque id
     * @param organization id of the organization
     * @param role what the user may do now
     * @param active false once removed
     */
    record User(String id, String organization, Role role, boolean active) implements DirectoryRecord {
        @Override
        public String kind() {
            return "user";
        }
    }

    /**
     * An API key; its text is never here.
     *
     * @param id key id, as in the key's text
     * @param organization id of the organization
     * @param user id of the user whose rights it carries
     * @param type what it is for
     * @param digestHex HMAC-SHA-256 of the text with the pepper, 64 hex digits
     * @param integration id of the one integration it is scoped to, or null for all of the organization
     * @param expiresUnixMillis end of its life, ms since 1970, or null
     * @param revoked whether it was revoked: a state of its own, so that a lost message heals
     * @param quota limits of this key
     */
    record Key(
            String id,
            String organization,
            String user,
            KeyType type,
            String digestHex,
            @Nullable String integration,
            @Nullable Long expiresUnixMillis,
            boolean revoked,
            Quota quota)
            implements DirectoryRecord {
        @Override
        public String kind() {
            return "key";
        }
    }

    /**
     * An integration: a data source.
     *
     * @param id opaque id, part of its endpoint URL
     * @param organization id of the organization
     * @param referenceName lowerCamelCase name in formulas, unique in its organization
     * @param displayName name for people
     * @param enabled whether it takes data
     * @param policy redaction policy
     * @param quota limits of this integration
     * @param retentionDays days its rows are kept, or null for the table's maximum
     */
    record Integration(
            String id,
            String organization,
            String referenceName,
            String displayName,
            boolean enabled,
            RedactionPolicy policy,
            Quota quota,
            @Nullable Integer retentionDays)
            implements DirectoryRecord {
        @Override
        public String kind() {
            return "integration";
        }
    }

    /** Rights of a user. */
    enum Role {
        /** Everything, and the only role whose keys may ingest. */
        OWNER,
        /** Manages users and reports. */
        ADMIN,
        /** Asks. */
        MEMBER
    }

    /** What a key is for. */
    enum KeyType {
        /** Sends telemetry, nothing else. */
        INGEST,
        /** Asks, nothing else. */
        QUERY,
        /** Uses the administration API. */
        ADMIN
    }

    /**
     * Limits; null means unlimited. Soft limits only warn.
     *
     * @param requestsPerSecond requests
     * @param bytesPerSecond decompressed bytes
     * @param recordsPerSecond records
     * @param hard whether over the limit is refused with 429
     */
    record Quota(
            @Nullable Long requestsPerSecond,
            @Nullable Long bytesPerSecond,
            @Nullable Long recordsPerSecond,
            boolean hard) {
        /** No limits. */
        public static final Quota NONE = new Quota(null, null, null, false);
    }

    /**
     * What is taken out of an integration's records.
     *
     * @param secretDetectors whether the built-in detector pack for secrets is on; the default
     * @param beforeKafka whether the gateway applies the policy before the raw topic
     * @param rules further rules, in order
     */
    record RedactionPolicy(boolean secretDetectors, boolean beforeKafka, List<Rule> rules) {
        /** Detectors on, after Kafka, no rules. */
        public static final RedactionPolicy DEFAULT = new RedactionPolicy(true, false, List.of());

        /** Copies the list. */
        public RedactionPolicy {
            rules = List.copyOf(rules);
        }

        /** What neither this policy nor the other one would show is not shown: at each place the stricter of the two holds. */
        public RedactionPolicy and(RedactionPolicy other) {
            if (equals(other)) {
                return this;
            }
            List<Rule> both = new ArrayList<>(rules);
            other.rules.stream().filter(rule -> !both.contains(rule)).forEach(both::add);
            return new RedactionPolicy(secretDetectors || other.secretDetectors, beforeKafka, both);
        }

        /**
         * What this policy still has to do where another one has been applied: a rule that both have, or have but for the key,
         * would make a digest of a digest. Detectors look again unless the other one had them and made digests.
         */
        public RedactionPolicy beyond(RedactionPolicy applied) {
            List<Rule> left = rules.stream()
                    .filter(rule -> applied.rules.stream().noneMatch(rule::isDoneBy))
                    .toList();
            boolean digests = applied.rules.stream().anyMatch(rule -> rule.action() == Action.HMAC);
            boolean detectors = secretDetectors && !(applied.secretDetectors && digests);
            return new RedactionPolicy(detectors, beforeKafka, left);
        }
    }

    /**
     * One rule of a policy.
     *
     * @param id stands as the reason in the event's list of redacted paths
     * @param selector what {@code match} is
     * @param match a glob over attribute paths, a content class, a detector's name, or an RE2 pattern
     * @param action what happens to a match
     * @param argument length for {@link Action#TRUNCATE}, key id for {@link Action#HMAC}, else null
     */
    record Rule(
            String id,
            Selector selector,
            String match,
            Action action,
            @Nullable String argument) {
        /** Refuses null. */
        public Rule {
            requireNonNull(id, "id");
            requireNonNull(match, "match");
        }

        /** Whether the other rule left nothing to do for this one. */
        private boolean isDoneBy(Rule other) {
            boolean digestsTheSame = action == Action.HMAC
                    && other.action == Action.HMAC
                    && selector == other.selector
                    && match.equals(other.match);
            return digestsTheSame || equals(other);
        }
    }

    /** How a rule finds what it acts on. */
    enum Selector {
        /** Glob over the attribute path. */
        PATH,
        /** prompt, response, tool_input, tool_output, raw_api_body or identity. */
        CONTENT_CLASS,
        /** A detector or detector group of the built-in pack. */
        DETECTOR,
        /** An RE2 pattern over every string. */
        PATTERN
    }

    /** What happens to a match. */
    enum Action {
        /** The value becomes the marker. */
        REMOVE,
        /** The matched part becomes the marker, the rest stays. */
        MASK,
        /** The value becomes a keyed HMAC with the key's id. */
        HMAC,
        /** The value is cut. */
        TRUNCATE
    }
}
