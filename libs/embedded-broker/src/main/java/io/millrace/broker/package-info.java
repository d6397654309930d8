/** A real Kafka broker in this process, with its data in one folder: for one machine and for tests. */
@NullMarked
package io.millrace.broker;

import org.jspecify.annotations.NullMarked;
