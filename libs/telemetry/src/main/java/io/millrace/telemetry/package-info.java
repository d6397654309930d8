/** The words that all stages share, first of all the three signals. */
@NullMarked
package io.millrace.telemetry;

import org.jspecify.annotations.NullMarked;
