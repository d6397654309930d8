/** Beside the gateway's check, to see it: only here gateway and normalizer are on one class path. */
@org.jspecify.annotations.NullMarked
package io.millrace.gateway.export;
