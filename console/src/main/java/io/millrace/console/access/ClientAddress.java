package io.millrace.console.access;

import io.vertx.core.http.HttpServerRequest;

/** Where a request comes from. Headers of proxies count only as far as {@code quarkus.http.proxy} says. */
public final class ClientAddress {
    private ClientAddress() {}

    /** The address without port. */
    public static String of(HttpServerRequest request) {
        var address = request.remoteAddress();
        return address == null || address.hostAddress() == null ? "" : address.hostAddress();
    }
}
