/** The bytes of a request: how many may be in flight, and the bounded gzip stage. */
@NullMarked
package io.millrace.gateway.body;

import org.jspecify.annotations.NullMarked;
