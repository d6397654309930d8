/**
 * What must fit together before the gateway takes requests: its own limits, those of its HTTP server, its producer, the topics
 * and the broker. Runs on the main thread at the start and on one thread of its own.
 */
@NullMarked
package io.millrace.gateway.start;

import org.jspecify.annotations.NullMarked;
