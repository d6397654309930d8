/** Reading and writing of the small flat JSON objects that travel over Kafka beside the telemetry itself. */
@NullMarked
package io.millrace.telemetry.json;

import org.jspecify.annotations.NullMarked;
