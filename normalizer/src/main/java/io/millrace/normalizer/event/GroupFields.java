package io.millrace.normalizer.event;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.SerializedString;
import io.millrace.redaction.Redaction;
import io.millrace.telemetry.otlp.AnyValue;
import io.millrace.telemetry.otlp.AnyValueJson;
import io.millrace.telemetry.otlp.Attribute;
import io.millrace.telemetry.otlp.Resource;
import io.millrace.telemetry.otlp.Scope;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The fields that come from resource and scope, encoded once for all records of the scope. */
final class GroupFields {
    private static final SerializedString SERVICE_NAME = Field.of("service_name");
    private static final SerializedString SERVICE_VERSION = Field.of("service_version");
    private static final SerializedString SCOPE_NAME = Field.of("scope_name");
    private static final SerializedString SCOPE_VERSION = Field.of("scope_version");
    private static final SerializedString RESOURCE_ATTRIBUTES = Field.of("resource_attributes");
    private static final SerializedString SCOPE_ATTRIBUTES = Field.of("scope_attributes");
    private static final SerializedString RESOURCE_SCHEMA_URL = Field.of("resource_schema_url");
    private static final SerializedString SCOPE_SCHEMA_URL = Field.of("scope_schema_url");

    private static final SerializedString RESOURCE_DROPPED = Field.of("resource_dropped_attributes_count");
    private static final SerializedString SCOPE_DROPPED = Field.of("scope_dropped_attributes_count");

    private final Group group;
    private final Promotion promotion;
    private final SerializedString resourceAttributes;
    private final SerializedString scopeAttributes;
    private final @Nullable String serviceName;
    private final @Nullable String serviceVersion;

    GroupFields(Group group, EventBuffer buffer) {
        this.group = group;
        Resource resource = group.resource();
        Scope scope = group.scope();
        promotion = Promotion.empty();
        promotion.add(Promotion.Level.RESOURCE, resource.attributes());
        promotion.add(Promotion.Level.SCOPE, scope.attributes());
        resourceAttributes = buffer.fragment(json -> AnyValueJson.writeAttributes(json, resource.attributes()));
        scopeAttributes = buffer.fragment(json -> AnyValueJson.writeAttributes(json, scope.attributes()));
        serviceName = text(resource.attributes(), "service.name");
        serviceVersion = text(resource.attributes(), "service.version");
    }

    /** Whether these are the fields of that group. */
    @SuppressWarnings(
            "ReferenceEquality") // records of one scope carry the same instance; comparing contents would cost a walk
    boolean belongTo(Group other) {
        return group == other;
    }

    /** Promoted values of resource and scope, to which those of a record are added. */
    Promotion promotion() {
        return promotion.copy();
    }

    /** What was taken out of resource and scope. */
    List<Redaction> redactions() {
        return group.redactions();
    }

    void write(JsonGenerator json) throws IOException {
        Scope scope = group.scope();
        writeText(json, SERVICE_NAME, serviceName);
        writeText(json, SERVICE_VERSION, serviceVersion);
        writeText(json, SCOPE_NAME, scope.name());
        writeText(json, SCOPE_VERSION, scope.version());
        json.writeFieldName(RESOURCE_ATTRIBUTES);
        json.writeRawValue(resourceAttributes);
        if (!scope.attributes().isEmpty()) {
            json.writeFieldName(SCOPE_ATTRIBUTES);
            json.writeRawValue(scopeAttributes);
        }
        Fields.numberUnlessZero(json, RESOURCE_DROPPED, group.resource().droppedAttributesCount());
        Fields.numberUnlessZero(json, SCOPE_DROPPED, scope.droppedAttributesCount());
        writeText(json, RESOURCE_SCHEMA_URL, group.resource().schemaUrl());
        writeText(json, SCOPE_SCHEMA_URL, scope.schemaUrl());
    }

    private static void writeText(JsonGenerator json, SerializedString name, @Nullable String text) throws IOException {
        if (text != null && !text.isEmpty()) {
            json.writeFieldName(name);
            json.writeString(text);
        }
    }

    private static @Nullable String text(List<Attribute> attributes, String key) {
        String found = null;
        for (Attribute attribute : attributes) {
            if (attribute.key().equals(key) && !(attribute.value() instanceof AnyValue.Empty)) {
                found = AnyValueJson.text(attribute.value());
            }
        }
        return found;
    }
}
