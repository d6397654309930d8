/** The append-only record of who changed what. */
@NullMarked
package io.millrace.console.audit;

import org.jspecify.annotations.NullMarked;
