package io.millrace.gateway.export;

import io.millrace.gateway.identity.Sender;
import io.millrace.redaction.CompiledPolicies;
import io.millrace.redaction.CompiledPolicy;
import io.millrace.redaction.SeriesKeys;
import org.jboss.logging.Logger;

/** The redaction policy of each sender's integration, as the directory has it now. */
final class Policies {
    private static final Logger LOG = Logger.getLogger(Policies.class);

    private final CompiledPolicies compiled;
    private final SeriesKeys seriesKeys;

    /**
     * Policies whose keyed digests come from this secret.
     *
     * @param secret the installation's secret, the same as the normalizer's
     */
    Policies(byte[] secret) {
        seriesKeys = new SeriesKeys(secret);
        compiled = new CompiledPolicies(
                secret,
                (organization, problem) -> LOG.errorf(
                        "policy cannot be used, nothing is shown organization=%s: %s", organization, problem));
    }

    /** Names series as the normalizer does. */
    SeriesKeys seriesKeys() {
        return seriesKeys;
    }

    CompiledPolicy of(Sender sender) {
        return compiled.of(sender.organization().id(), sender.integration().policy());
    }
}
