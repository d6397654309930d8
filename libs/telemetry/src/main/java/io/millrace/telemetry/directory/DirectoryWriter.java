package io.millrace.telemetry.directory;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Writes the fields that belong to one kind of directory record. */
final class DirectoryWriter {
    private DirectoryWriter() {}

    static void writeFields(JsonGenerator json, DirectoryRecord record) throws IOException {
        if (record instanceof DirectoryRecord.Organization organization) {
            writeOrganization(json, organization);
        } else if (record instanceof DirectoryRecord.User user) {
            writeUser(json, user);
        } else if (record instanceof DirectoryRecord.Key key) {
            writeKey(json, key);
        } else if (record instanceof DirectoryRecord.Integration integration) {
            writeIntegration(json, integration);
        } else if (record instanceof Deletion deletion) {
            writeDeletion(json, deletion);
        }
    }

    private static void writeDeletion(JsonGenerator json, Deletion deletion) throws IOException {
        json.writeStringField("organization", deletion.organization());
        if (deletion.integration() != null) {
            json.writeStringField("integration", deletion.integration());
        }
        Deletion.Identity identity = deletion.identity();
        if (identity != null) {
            json.writeStringField("column", identity.column());
            json.writeStringField("value", deletion.identityValue());
        }
        json.writeNumberField("through", deletion.throughUnixMillis());
    }

    private static void writeOrganization(JsonGenerator json, DirectoryRecord.Organization organization)
            throws IOException {
        json.writeStringField("displayName", organization.displayName());
        json.writeBooleanField("enabled", organization.enabled());
        writeQuota(json, organization.quota());
    }

    private static void writeUser(JsonGenerator json, DirectoryRecord.User user) throws IOException {
        json.writeStringField("organization", user.organization());
        json.writeStringField("role", user.role().name());
        json.writeBooleanField("active", user.active());
    }

    private static void writeKey(JsonGenerator json, DirectoryRecord.Key key) throws IOException {
        json.writeStringField("organization", key.organization());
        json.writeStringField("user", key.user());
        json.writeStringField("type", key.type().name());
        json.writeStringField("digest", key.digestHex());
        if (key.integration() != null) {
            json.writeStringField("integration", key.integration());
        }
        writeLong(json, "expires", key.expiresUnixMillis());
        json.writeBooleanField("revoked", key.revoked());
        writeQuota(json, key.quota());
    }

    private static void writeIntegration(JsonGenerator json, DirectoryRecord.Integration integration)
            throws IOException {
        json.writeStringField("organization", integration.organization());
        json.writeStringField("referenceName", integration.referenceName());
        json.writeStringField("displayName", integration.displayName());
        json.writeBooleanField("enabled", integration.enabled());
        writePolicy(json, integration.policy());
        writeQuota(json, integration.quota());
        Integer days = integration.retentionDays();
        writeLong(json, "retentionDays", days == null ? null : Long.valueOf(days));
    }

    static void writePolicy(JsonGenerator json, DirectoryRecord.RedactionPolicy policy) throws IOException {
        json.writeObjectFieldStart("policy");
        json.writeBooleanField("secretDetectors", policy.secretDetectors());
        json.writeBooleanField("beforeKafka", policy.beforeKafka());
        json.writeArrayFieldStart("rules");
        for (DirectoryRecord.Rule rule : policy.rules()) {
            json.writeStartObject();
            json.writeStringField("id", rule.id());
            json.writeStringField("selector", rule.selector().name());
            json.writeStringField("match", rule.match());
            json.writeStringField("action", rule.action().name());
            if (rule.argument() != null) {
                json.writeStringField("argument", rule.argument());
            }
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void writeQuota(JsonGenerator json, DirectoryRecord.Quota quota) throws IOException {
        if (quota.equals(DirectoryRecord.Quota.NONE)) {
            return;
        }
        json.writeObjectFieldStart("quota");
        writeLong(json, "requestsPerSecond", quota.requestsPerSecond());
        writeLong(json, "bytesPerSecond", quota.bytesPerSecond());
        writeLong(json, "recordsPerSecond", quota.recordsPerSecond());
        json.writeBooleanField("hard", quota.hard());
        json.writeEndObject();
    }

    private static void writeLong(JsonGenerator json, String name, @Nullable Long value) throws IOException {
        if (value != null) {
            json.writeNumberField(name, value);
        }
    }
}
