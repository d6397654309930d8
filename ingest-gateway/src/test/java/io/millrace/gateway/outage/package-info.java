/** What clients meet when Kafka is slow or gone. */
@org.jspecify.annotations.NullMarked
package io.millrace.gateway.outage;
