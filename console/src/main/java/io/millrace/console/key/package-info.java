/** API keys: making, rotating and revoking them. */
@NullMarked
package io.millrace.console.key;

import org.jspecify.annotations.NullMarked;
