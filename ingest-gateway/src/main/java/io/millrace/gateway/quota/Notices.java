package io.millrace.gateway.quota;

import io.millrace.gateway.identity.Sender;
import io.millrace.telemetry.Signal;

/** Is told of every soft quota that a request exceeded. */
@FunctionalInterface
interface Notices {
    /** Takes note that a sender is over a soft quota of this limit. */
    void exceeded(Sender sender, Signal signal, Limit limit);
}
