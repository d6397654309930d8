package io.millrace.normalizer.stage;

import io.millrace.redaction.CompiledPolicy;
import io.millrace.telemetry.directory.DirectoryRecord.Integration;
import io.millrace.telemetry.directory.DirectoryRecord.RedactionPolicy;
import io.millrace.telemetry.directory.DirectoryState;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;

/** The policy of each integration as the directory has it now, compiled once. */
final class PolicyBook implements Function<String, CompiledPolicy> {
    private final Map<RedactionPolicy, CompiledPolicy> compiled = new ConcurrentHashMap<>();
    private final Supplier<DirectoryState> directory;
    private final Function<RedactionPolicy, CompiledPolicy> compiler;

    PolicyBook(Supplier<DirectoryState> directory, Function<RedactionPolicy, CompiledPolicy> compiler) {
        this.directory = directory;
        this.compiler = compiler;
    }

    /** The policy of the integration; the default one for an integration that is gone. */
    @Override
    public CompiledPolicy apply(String integrationId) {
        RedactionPolicy policy = directory
                .get()
                .integration(integrationId)
                .map(Integration::policy)
                .orElse(RedactionPolicy.DEFAULT);
        return compiled.computeIfAbsent(policy, compiler);
    }
}
