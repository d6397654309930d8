package io.millrace.normalizer.split;

import io.millrace.redaction.CompiledPolicy;
import io.millrace.telemetry.directory.DirectoryRecord.RedactionPolicy;
import org.jspecify.annotations.Nullable;

/**
 * What is to be done with the records of one integration beside splitting them.
 *
 * @param policy what is taken out of them
 * @param erasure which of them are not emitted at all
 * @param beforeKafka what the gateway took out of them already and noted beside them, null if it did not: then a note is
 *     somebody else's attribute
 */
public record Treatment(
        CompiledPolicy policy, Erasure erasure, @Nullable RedactionPolicy beforeKafka) {

    /** The treatment of records as they were sent. */
    public Treatment(CompiledPolicy policy, Erasure erasure) {
        this(policy, erasure, null);
    }

    /** Bytes that are no readable record, as they may stand in a dead letter. */
    byte[] unparsed(byte[] bytes) {
        return policy.redactUnparsed(erasure.withoutUsers(bytes));
    }
}
