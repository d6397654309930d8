package io.millrace.redaction;

import io.millrace.telemetry.directory.DirectoryRecord.RedactionPolicy;

/** A policy ready to be applied. Thread-safe. */
public final class CompiledPolicy {
    private CompiledPolicy() {}

    /** Compiles the policy of an integration. */
    public static CompiledPolicy compile(RedactionPolicy policy) {
        return new CompiledPolicy();
    }

    /** A walker that applies it, for one thread. */
    public Redactor redactor() {
        return new Redactor(new ClientRules());
    }

    /** Bytes that are no record, for the dead letters. */
    public byte[] redactUnparsed(byte[] bytes) {
        return bytes;
    }
}
