/** Dry runs of redaction policies: what one would touch in data that is given or stored. Changes nothing. */
@NullMarked
package io.millrace.console.redaction;

import org.jspecify.annotations.NullMarked;
