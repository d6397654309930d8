package io.millrace.telemetry.directory;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.millrace.telemetry.directory.DirectoryRecord.RedactionPolicy;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/** Keys and values of the topic {@code control.directory}. Unknown fields and kinds are skipped when read. */
public final class DirectoryJson {
    /** The version that this release writes; readers take every version whose fields they know. */
    public static final int FORMAT_VERSION = 1;

    static final JsonFactory JSON = new JsonFactory();

    private static final long NO_GENERATION = 0;
    private static final String GENERATION_KIND = "generation";
    private static final String END_ID = "end";

    private DirectoryJson() {}

    /** Key of a thing's record. */
    public static byte[] key(DirectoryRecord record) {
        return (record.kind() + "/" + record.id()).getBytes(UTF_8);
    }

    /** Key of the end marker of generations. */
    public static byte[] endMarkerKey() {
        return (GENERATION_KIND + "/" + END_ID).getBytes(UTF_8);
    }

    /**
     * Value of a thing's record.
     *
     * @param generation number of the generation it is published in, from 1; a {@link Deletion} has none
     */
    public static byte[] write(DirectoryRecord record, long generation) {
        return write(json -> {
            json.writeNumberField("v", FORMAT_VERSION);
            json.writeStringField("kind", record.kind());
            json.writeStringField("id", record.id());
            json.writeNumberField("generation", generation);
            DirectoryWriter.writeFields(json, record);
        });
    }

    /** Value of a deletion, which belongs to no generation. */
    public static byte[] write(Deletion deletion) {
        return write(deletion, NO_GENERATION);
    }

    /** A policy alone, as raw records carry it. */
    public static byte[] writePolicy(RedactionPolicy policy) {
        return write(json -> DirectoryWriter.writePolicy(json, policy));
    }

    /**
     * Reads a policy that stands alone.
     *
     * @throws IllegalArgumentException if it is none
     */
    public static RedactionPolicy readPolicy(byte[] json) {
        return DirectoryReader.policy(JsonFields.parse(json));
    }

    /** Value of the end marker: published after all records of its generation. */
    public static byte[] writeEndMarker(long generation) {
        return write(json -> {
            json.writeNumberField("v", FORMAT_VERSION);
            json.writeStringField("kind", GENERATION_KIND);
            json.writeNumberField("generation", generation);
        });
    }

    /**
     * Reads one record of the topic.
     *
     * @param key the record's key
     * @param value the record's value, null for a tombstone
     * @throws IllegalArgumentException if key or value is not of the topic's form
     */
    public static DirectoryMessage read(byte[] key, byte @Nullable [] value) {
        String name = new String(key, UTF_8);
        int slash = name.indexOf('/');
        if (slash < 1) {
            throw new IllegalArgumentException("directory key must be <kind>/<id>");
        }
        String kind = name.substring(0, slash);
        String id = name.substring(slash + 1);
        if (value == null) {
            return new DirectoryMessage.Gone(kind, id);
        }
        JsonFields fields = JsonFields.parse(value);
        if (kind.equals(GENERATION_KIND)) {
            return new DirectoryMessage.GenerationEnd(fields.requiredLong("generation"));
        }
        DirectoryRecord record = DirectoryReader.read(kind, id, fields);
        return record == null
                ? new DirectoryMessage.Unknown(kind)
                : new DirectoryMessage.State(record, fields.requiredLong("generation"));
    }

    private static byte[] write(Fields fields) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(256);
        try (JsonGenerator json = JSON.createGenerator(out)) {
            json.writeStartObject();
            fields.writeTo(json);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("memory refused a write", e);
        }
        return out.toByteArray();
    }

    /** Writes the fields of one object. */
    private interface Fields {
        void writeTo(JsonGenerator json) throws IOException;
    }
}
