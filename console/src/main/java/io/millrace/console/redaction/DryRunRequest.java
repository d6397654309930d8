package io.millrace.console.redaction;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.telemetry.directory.DirectoryRecord.RedactionPolicy;
import org.jspecify.annotations.Nullable;

/**
 * What is to be tried.
 *
 * @param policy policy to try, null for the integration's own
 * @param signal logs, metrics or traces
 * @param body an OTLP/JSON request body, null for the newest stored records of the integration
 * @param limit stored records to look at
 */
record DryRunRequest(
        @Nullable RedactionPolicy policy,
        @Nullable String signal,
        @Nullable JsonNode body,
        @Nullable Integer limit) {}
