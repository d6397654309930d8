package io.millrace.gateway.http;

import io.millrace.gateway.identity.Sender;
import io.millrace.telemetry.Signal;

/**
 * A request that is let in by its head.
 *
 * @param sender whose data it is
 * @param signal what it carries
 * @param coding coding of its body
 * @param declaredBytes length of its body, 0 if the head does not say (chunked, J9)
 */
record Admission(Sender sender, Signal signal, ContentRules.Coding coding, int declaredBytes) {}
