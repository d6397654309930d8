/** Tests of dry runs. */
@NullMarked
package io.millrace.console.redaction;

import org.jspecify.annotations.NullMarked;
