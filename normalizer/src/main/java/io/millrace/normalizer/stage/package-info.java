/**
 * Wires the decisions to Kafka: consumers through SmallRye's channels, one producer a signal, offsets, the ledger, health and
 * metrics. Its work runs on worker threads, which may wait for the broker; the channels' own threads never do.
 */
@NullMarked
package io.millrace.normalizer.stage;

import org.jspecify.annotations.NullMarked;
