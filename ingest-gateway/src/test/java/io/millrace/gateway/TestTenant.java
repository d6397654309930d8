package io.millrace.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.millrace.telemetry.directory.DirectoryRecord;
import io.millrace.telemetry.directory.DirectoryRecord.KeyType;
import io.millrace.telemetry.directory.DirectoryRecord.Quota;
import io.millrace.telemetry.directory.DirectoryRecord.RedactionPolicy;
import io.millrace.telemetry.directory.DirectoryRecord.Role;
import io.millrace.telemetry.key.ApiKey;
import io.millrace.telemetry.key.KeyDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One organization with an owner, two integrations and keys of every fate. */
public final class TestTenant {
    /** Pepper of all tests. */
    public static final String PEPPER = "pepper of the tests, 16 bytes and more";

    private static final KeyDigest DIGEST = new KeyDigest(PEPPER.getBytes(UTF_8));

    /** Id of the organization. */
    public final String organization;
    /** Id of the integration that tests send to. */
    public final String integration;
    /** Id of a disabled integration. */
    public final String disabledIntegration;
    /** Id of an integration that asks for redaction before Kafka. */
    public final String redactingIntegration;
    /** Id of an integration with a hard quota of one request in ten seconds. */
    public final String hardQuotaIntegration;
    /** Id of an integration with a soft quota of one record in ten seconds. */
    public final String softQuotaIntegration;
    /** An owner's ingest key for all integrations. */
    public final ApiKey key;
    /** An owner's ingest key for one integration. */
    public final ApiKey scopedKey;
    /** A revoked one. */
    public final ApiKey revokedKey;
    /** One whose life is over. */
    public final ApiKey expiredKey;
    /** A member's. */
    public final ApiKey membersKey;
    /** One of a user who is gone. */
    public final ApiKey removedUsersKey;
    /** One that can only ask. */
    public final ApiKey queryKey;

    private final String name;

    /** A tenant whose ids begin with this name. */
    public TestTenant(String name) {
        this.name = name;
        organization = name + "-org";
        integration = name + "-integration";
        disabledIntegration = name + "-disabled";
        redactingIntegration = name + "-redacting";
        hardQuotaIntegration = name + "-hard";
        softQuotaIntegration = name + "-soft";
        SecureRandom random = seeded(name);
        key = ApiKey.generate(random);
        scopedKey = ApiKey.generate(random);
        revokedKey = ApiKey.generate(random);
        expiredKey = ApiKey.generate(random);
        membersKey = ApiKey.generate(random);
        removedUsersKey = ApiKey.generate(random);
        queryKey = ApiKey.generate(random);
    }

    /** The value of the header that authenticates with this key. */
    public static String bearer(ApiKey key) {
        return "Bearer " + key.text();
    }

    /** Path of the endpoint for a signal. */
    public String path(String signal) {
        return path(integration, signal);
    }

    /** Path of an integration's endpoint for a signal. */
    public static String path(String integration, String signal) {
        return "/otlp/" + integration + "/v1/" + signal;
    }

    /** Everything the directory holds of the tenant. */
    public List<DirectoryRecord> records() {
        return List.of(
                new DirectoryRecord.Organization(organization, name, true, Quota.NONE),
                integration(integration, true, Quota.NONE),
                integration(disabledIntegration, false, Quota.NONE),
                integration(hardQuotaIntegration, true, new Quota(1L, null, null, true)),
                integration(softQuotaIntegration, true, new Quota(null, null, 1L, false)),
                new DirectoryRecord.Integration(
                        redactingIntegration,
                        organization,
                        "claudeCodeRedacted",
                        redactingIntegration,
                        true,
                        new RedactionPolicy(true, true, List.of()),
                        Quota.NONE,
                        null),
                new DirectoryRecord.User(owner(), organization, Role.OWNER, true),
                new DirectoryRecord.User(name + "-member", organization, Role.MEMBER, true),
                new DirectoryRecord.User(name + "-gone", organization, Role.OWNER, false),
                key(key, owner(), KeyType.INGEST, null, null, false),
                key(scopedKey, owner(), KeyType.INGEST, integration, null, false),
                key(revokedKey, owner(), KeyType.INGEST, null, null, true),
                key(expiredKey, owner(), KeyType.INGEST, null, 1_000L, false),
                key(membersKey, name + "-member", KeyType.INGEST, null, null, false),
                key(removedUsersKey, name + "-gone", KeyType.INGEST, null, null, false),
                key(queryKey, owner(), KeyType.QUERY, null, null, false));
    }

    /** The same keys in every class loader. */
    private static SecureRandom seeded(String seed) {
        try {
            SecureRandom random = SecureRandom.getInstance("SHA1PRNG");
            random.setSeed(seed.getBytes(UTF_8));
            return random;
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA1PRNG", e);
        }
    }

    private String owner() {
        return name + "-owner";
    }

    private DirectoryRecord integration(String id, boolean enabled, Quota quota) {
        return new DirectoryRecord.Integration(
                id, organization, "claudeCode", id, enabled, RedactionPolicy.DEFAULT, quota, null);
    }

    private DirectoryRecord key(
            ApiKey key, String user, KeyType type, @Nullable String scope, @Nullable Long expires, boolean revoked) {
        return new DirectoryRecord.Key(
                key.id(), organization, user, type, DIGEST.hex(key), scope, expires, revoked, Quota.NONE);
    }
}
