package io.millrace.gateway.export;

import io.millrace.gateway.publish.RawBody;
import io.millrace.telemetry.otlp.Verdict;

/**
 * A body that can be decoded.
 *
 * @param verdict what the client is told of it
 * @param body decompressed bytes, as they came
 * @param raw what of it goes to Kafka
 */
@SuppressWarnings("ArrayRecordComponent") // handed on once, never compared
record CheckedBody(Verdict.Decoded verdict, byte[] body, RawBody raw) {}
