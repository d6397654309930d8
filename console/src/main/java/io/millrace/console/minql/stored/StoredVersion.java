package io.millrace.console.minql.stored;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;

/**
 * One version of a stored thing.
 *
 * @param version number, from 1
 * @param name name it had
 * @param content what it held
 * @param changedBy user who made it
 * @param changedAt when
 */
record StoredVersion(int version, String name, JsonNode content, String changedBy, Instant changedAt) {}
