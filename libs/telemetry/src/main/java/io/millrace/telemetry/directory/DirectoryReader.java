package io.millrace.telemetry.directory;

import io.millrace.telemetry.directory.DirectoryRecord.Action;
import io.millrace.telemetry.directory.DirectoryRecord.KeyType;
import io.millrace.telemetry.directory.DirectoryRecord.Quota;
import io.millrace.telemetry.directory.DirectoryRecord.RedactionPolicy;
import io.millrace.telemetry.directory.DirectoryRecord.Role;
import io.millrace.telemetry.directory.DirectoryRecord.Rule;
import io.millrace.telemetry.directory.DirectoryRecord.Selector;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Builds directory records from their fields. */
final class DirectoryReader {
    private DirectoryReader() {}

    /** The record, or null if the kind is not known here. */
    static @Nullable DirectoryRecord read(String kind, String id, JsonFields fields) {
        return switch (kind) {
            case "organization" ->
                new DirectoryRecord.Organization(id, displayName(fields), fields.flag("enabled", true), quota(fields));
            case "user" ->
                new DirectoryRecord.User(
                        id,
                        fields.requiredText("organization"),
                        Role.valueOf(fields.requiredText("role")),
                        fields.flag("active", false));
            case "key" -> key(id, fields);
            case "integration" -> integration(id, fields);
            case Deletion.KIND -> deletion(id, fields);
            default -> null;
        };
    }

    private static Deletion deletion(String id, JsonFields fields) {
        String column = fields.text("column");
        Deletion.Identity identity = column == null
                ? null
                : Deletion.Identity.ofColumn(column)
                        .orElseThrow(() -> new IllegalArgumentException("no column of users: " + column));
        return new Deletion(
                id,
                fields.requiredText("organization"),
                fields.text("integration"),
                identity,
                fields.text("value"),
                fields.requiredLong("through"));
    }

    private static DirectoryRecord.Key key(String id, JsonFields fields) {
        return new DirectoryRecord.Key(
                id,
                fields.requiredText("organization"),
                fields.requiredText("user"),
                KeyType.valueOf(fields.requiredText("type")),
                fields.requiredText("digest"),
                fields.text("integration"),
                fields.number("expires"),
                fields.flag("revoked", false),
                quota(fields));
    }

    private static DirectoryRecord.Integration integration(String id, JsonFields fields) {
        Long days = fields.number("retentionDays");
        return new DirectoryRecord.Integration(
                id,
                fields.requiredText("organization"),
                fields.requiredText("referenceName"),
                displayName(fields),
                fields.flag("enabled", true),
                policy(fields),
                quota(fields),
                days == null ? null : Math.toIntExact(days));
    }

    static RedactionPolicy policy(JsonFields fields) {
        if (!fields.has("policy")) {
            return RedactionPolicy.DEFAULT;
        }
        JsonFields policy = fields.fields("policy");
        List<Rule> rules =
                policy.list("rules").stream().map(DirectoryReader::rule).toList();
        return new RedactionPolicy(policy.flag("secretDetectors", true), policy.flag("beforeKafka", false), rules);
    }

    private static Rule rule(JsonFields fields) {
        return new Rule(
                fields.requiredText("id"),
                Selector.valueOf(fields.requiredText("selector")),
                fields.requiredText("match"),
                Action.valueOf(fields.requiredText("action")),
                fields.text("argument"));
    }

    private static Quota quota(JsonFields fields) {
        if (!fields.has("quota")) {
            return Quota.NONE;
        }
        JsonFields quota = fields.fields("quota");
        return new Quota(
                quota.number("requestsPerSecond"),
                quota.number("bytesPerSecond"),
                quota.number("recordsPerSecond"),
                quota.flag("hard", false));
    }

    private static String displayName(JsonFields fields) {
        String name = fields.text("displayName");
        return name == null ? "" : name;
    }
}
