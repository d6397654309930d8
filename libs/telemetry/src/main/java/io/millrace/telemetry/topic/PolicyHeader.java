package io.millrace.telemetry.topic;

import io.millrace.telemetry.directory.DirectoryJson;
import io.millrace.telemetry.directory.DirectoryRecord.RedactionPolicy;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

/**
 * A policy as the value of a header: nothing for the default policy, JSON for a short one, deflated JSON (RFC 1950) for a
 * long one. It stays below {@value #MAX_BYTES} bytes, because no longer policy can be set.
 */
public final class PolicyHeader {
    /** Longest JSON of a policy, in bytes; the console sets none that is longer. */
    public static final int MAX_BYTES = 32 * 1024;

    private static final int LONGEST_PLAIN_BYTES = 1024;
    private static final byte[] DEFAULT_POLICY = {};

    private PolicyHeader() {}

    /** Whether the policy is short enough to travel with every record. */
    public static boolean fits(RedactionPolicy policy) {
        return DirectoryJson.writePolicy(policy).length <= MAX_BYTES;
    }

    static byte[] write(RedactionPolicy policy) {
        if (policy.equals(RedactionPolicy.DEFAULT)) {
            return DEFAULT_POLICY;
        }
        byte[] json = DirectoryJson.writePolicy(policy);
        if (json.length <= LONGEST_PLAIN_BYTES) {
            return json;
        }
        ByteArrayOutputStream deflated = new ByteArrayOutputStream(json.length / 4);
        try (DeflaterOutputStream out = new DeflaterOutputStream(deflated)) {
            out.write(json);
        } catch (IOException e) {
            throw new UncheckedIOException("a policy in memory was not written", e);
        }
        return deflated.toByteArray();
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @throws IllegalArgumentException if it is no policy
     */
    static RedactionPolicy read(byte[] value) {
        if (value.length == 0) {
            return RedactionPolicy.DEFAULT;
        }
        return DirectoryJson.readPolicy(value[0] == '{' ? value : inflate(value));
    }

    private static byte[] inflate(byte[] value) {
        try (InflaterInputStream in = new InflaterInputStream(new ByteArrayInputStream(value))) {
            byte[] json = in.readNBytes(MAX_BYTES + 1);
            if (json.length > MAX_BYTES) {
                throw new IllegalArgumentException("policy must have at most " + MAX_BYTES + " bytes");
            }
            return json;
        } catch (IOException e) {
            throw new IllegalArgumentException("policy is neither JSON nor deflated", e);
        }
    }
}
