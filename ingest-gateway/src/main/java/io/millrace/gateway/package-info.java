/** The front door: OTLP/HTTP JSON in, raw topics out. */
@NullMarked
package io.millrace.gateway;

import org.jspecify.annotations.NullMarked;
