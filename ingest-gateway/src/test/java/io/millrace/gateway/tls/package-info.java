/** TLS, client certificates and HTTP/2. */
@org.jspecify.annotations.NullMarked
package io.millrace.gateway.tls;
