package io.millrace.normalizer.stage;

import io.millrace.normalizer.split.Erasure;
import io.millrace.normalizer.split.Treatment;
import io.millrace.redaction.CompiledPolicies;
import io.millrace.redaction.CompiledPolicy;
import io.millrace.telemetry.directory.Deletion;
import io.millrace.telemetry.directory.DirectoryRecord.Integration;
import io.millrace.telemetry.directory.DirectoryRecord.RedactionPolicy;
import io.millrace.telemetry.directory.DirectoryState;
import io.millrace.telemetry.topic.RawHeaders;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * The policy of each integration as the directory has it now, compiled once, and the deletions that concern a raw record.
 * The policy of the time of receipt holds beside today's, so that a replay shows neither more than it did then nor more than
 * it may now; deletions are today's.
 */
final class Treatments implements Function<RawHeaders, Treatment> {
    private static final Logger LOG = Logger.getLogger(Treatments.class);

    private final Supplier<DirectoryState> directory;
    private final CompiledPolicies compiled;

    /**
     * Policies of a directory.
     *
     * @param secret the installation's secret, from which the keys of HMACs are made
     */
    Treatments(Supplier<DirectoryState> directory, byte[] secret) {
        this.directory = directory;
        this.compiled = new CompiledPolicies(
                secret,
                (organization, problem) -> LOG.errorf(
                        "policy cannot be used, nothing is shown organization=%s: %s", organization, problem));
    }

    @Override
    public Treatment apply(RawHeaders headers) {
        DirectoryState now = directory.get();
        List<Deletion> deletions = now.deletions().stream()
                .filter(deletion ->
                        deletion.concerns(headers.organization(), headers.integration(), headers.receivedUnixMillis()))
                .toList();
        RedactionPolicy then = headers.policy();
        RedactionPolicy beforeKafka = then != null && then.beforeKafka() ? then : null;
        return new Treatment(policy(now, headers), Erasure.of(deletions), beforeKafka);
    }

    /** Today's is the default one for an integration that is gone. */
    private CompiledPolicy policy(DirectoryState now, RawHeaders headers) {
        RedactionPolicy policy =
                now.integration(headers.integration()).map(Integration::policy).orElse(RedactionPolicy.DEFAULT);
        RedactionPolicy then = headers.policy();
        if (then != null) {
            policy = then.beforeKafka() ? policy.beyond(then) : policy.and(then);
        }
        return compiled.of(headers.organization(), policy);
    }
}
