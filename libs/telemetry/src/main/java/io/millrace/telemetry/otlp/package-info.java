/** The OTLP data model and the streaming OTLP/JSON reader: the one parser that gateway and normalizer share. */
@NullMarked
package io.millrace.telemetry.otlp;

import org.jspecify.annotations.NullMarked;
