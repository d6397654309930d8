/** The HTTP side: what is decided before a body is read, the endpoint itself, and the form of every reply. */
@NullMarked
package io.millrace.gateway.http;

import org.jspecify.annotations.NullMarked;
