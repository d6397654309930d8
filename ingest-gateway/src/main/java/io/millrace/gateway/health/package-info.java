/** Whether the gateway can take requests, and how it stops. */
@NullMarked
package io.millrace.gateway.health;

import org.jspecify.annotations.NullMarked;
