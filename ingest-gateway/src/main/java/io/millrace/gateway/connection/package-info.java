/** What is done to connections below HTTP: a limit on the time that the head of a request may take to come. */
@NullMarked
package io.millrace.gateway.connection;

import org.jspecify.annotations.NullMarked;
