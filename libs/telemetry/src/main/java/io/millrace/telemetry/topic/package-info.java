/** What travels over Kafka: topic names, raw record headers, dead letters. */
@NullMarked
package io.millrace.telemetry.topic;

import org.jspecify.annotations.NullMarked;
