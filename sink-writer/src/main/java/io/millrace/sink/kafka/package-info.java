/** The events topics and the dead-letter topic, through the Kafka client. */
@NullMarked
package io.millrace.sink.kafka;

import org.jspecify.annotations.NullMarked;
