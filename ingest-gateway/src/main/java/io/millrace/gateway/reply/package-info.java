/** What the gateway says to a client whose request it refuses: reasons, statuses and {@code google.rpc.Status} bodies. */
@NullMarked
package io.millrace.gateway.reply;

import org.jspecify.annotations.NullMarked;
