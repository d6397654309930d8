/** The cases of the OTLP/HTTP conformance list, each named by its id, against the whole gateway over plain sockets. */
@NullMarked
package io.millrace.gateway.conformance;

import org.jspecify.annotations.NullMarked;
