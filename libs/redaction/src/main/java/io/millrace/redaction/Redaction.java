package io.millrace.redaction;

import static java.util.Objects.requireNonNull;

/**
 * One place of a record whose value was withheld, removed or changed.
 *
 * @param path where it stands, such as {@code attributes.prompt} or {@code events[0].attributes.output}
 * @param reason {@link #CLIENT}, or the id of the rule or detector
 */
public record Redaction(String path, String reason) {
    /** What stands where a value was. */
    public static final String MARKER = "<REDACTED>";

    /** Reason of what the client itself withheld. */
    public static final String CLIENT = "client";

    /** Refuses null. */
    public Redaction {
        requireNonNull(path, "path");
        requireNonNull(reason, "reason");
    }
}
