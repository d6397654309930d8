package io.millrace.normalizer.split;

import io.millrace.redaction.CompiledPolicy;

/**
 * What is to be done with the records of one integration beside splitting them.
 *
 * @param policy what is taken out of them
 * @param erasure which of them are not emitted at all
 */
public record Treatment(CompiledPolicy policy, Erasure erasure) {

    /** Bytes that are no readable record, as they may stand in a dead letter. */
    byte[] unparsed(byte[] bytes) {
        return policy.redactUnparsed(erasure.withoutUsers(bytes));
    }
}
