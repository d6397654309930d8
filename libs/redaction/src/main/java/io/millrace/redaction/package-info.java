/**
 * Takes secrets and content out of OTLP records: one compiled policy per integration, one walker over every string of every
 * signal. The normalizer applies it to events, the gateway to bodies of integrations that ask for it before Kafka, the
 * console to show what a policy would touch.
 */
@NullMarked
package io.millrace.redaction;

import org.jspecify.annotations.NullMarked;
