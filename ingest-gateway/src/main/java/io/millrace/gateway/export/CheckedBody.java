package io.millrace.gateway.export;

import io.millrace.telemetry.otlp.Verdict;
import java.util.List;
import java.util.function.Supplier;

/**
 * A body that can be decoded.
 *
 * @param verdict what the reader says of it
 * @param body decompressed bytes
 * @param parts values of the raw records, in order; empty if the body holds no record
 */
@SuppressWarnings("ArrayRecordComponent") // handed on once, never compared
record CheckedBody(Verdict.Decoded verdict, byte[] body, List<Supplier<byte[]>> parts) {}
