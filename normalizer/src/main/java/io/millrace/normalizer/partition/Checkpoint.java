package io.millrace.normalizer.partition;

import io.millrace.telemetry.event.SourcePosition;
import org.jspecify.annotations.Nullable;

/**
 * How far a raw partition is done.
 *
 * @param nextOffset offset of the first raw record that is not done
 * @param last position of the last event emitted, null if there was none yet
 */
public record Checkpoint(long nextOffset, @Nullable SourcePosition last) {}
