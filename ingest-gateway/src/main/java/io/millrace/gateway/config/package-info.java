/** Settings of the gateway. */
@NullMarked
package io.millrace.gateway.config;

import org.jspecify.annotations.NullMarked;
