/** Turns one accepted OTLP record into one event: a flat JSON object whose fields are the columns of its table. */
@NullMarked
package io.millrace.normalizer.event;

import org.jspecify.annotations.NullMarked;
