package io.millrace.console.minql.stored;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * A request to make or change a stored thing.
 *
 * @param name name, required when it is made
 * @param shared whether the whole organization sees it; definitions always are
 * @param version version that the change is based on; refused if there is a newer one
 * @param content what it holds, required when it is made
 */
public record StoredRequest(
        @Nullable String name,
        @Nullable Boolean shared,
        @Nullable Integer version,
        @Nullable JsonNode content) {}
