package io.millrace.console.store;

import io.millrace.telemetry.directory.DirectoryRecord.Quota;
import java.time.Instant;

/**
 * A row of {@code organizations}.
 *
 * @param id opaque id
 * @param displayName name for people
 * @param enabled whether its keys work at all
 * @param quota limits of all its integrations together
 * @param createdAt when it was made
 */
public record Organization(String id, String displayName, boolean enabled, Quota quota, Instant createdAt) {}
