/** The raw topics: one idempotent producer, the breaker before it, and the check of the broker at start. */
@NullMarked
package io.millrace.gateway.publish;

import org.jspecify.annotations.NullMarked;
