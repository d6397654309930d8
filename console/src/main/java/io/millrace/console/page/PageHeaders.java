package io.millrace.console.page;

import io.millrace.console.PublicUrl;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.MultiMap;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;

/** What browsers are told besides the content: what the page may do, and how long its files stay good. */
@ApplicationScoped
class PageHeaders {
    /**
     * Only our own files, no inline script or style, no frame around the page, and markup from strings only as lit makes it: a text of
     * an agent that gets into the page by mistake is still not run.
     */
    static final String CONTENT_SECURITY_POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
                    + " connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none';"
                    + " require-trusted-types-for 'script'; trusted-types lit-html";

    static final String HASHED_FILES = "/static/bundle/";

    private static final String API = "/api/";
    private static final List<String> OF_OTHERS = List.of("/otlp/", "/v1/", "/q/");
    private static final int EARLY = 900;
    private static final int OK = 200;
    private static final int NOT_MODIFIED = 304;

    private final PublicUrl publicUrl;

    PageHeaders(PublicUrl publicUrl) {
        this.publicUrl = publicUrl;
    }

    void install(@Observes Filters filters) {
        filters.register(this::add, EARLY);
    }

    private void add(RoutingContext http) {
        String path = http.normalizedPath();
        if (OF_OTHERS.stream().noneMatch(path::startsWith)) {
            http.addHeadersEndHandler(ignored -> write(http, path));
        }
        http.next();
    }

    private void write(RoutingContext http, String path) {
        MultiMap headers = http.response().headers();
        headers.set("X-Content-Type-Options", "nosniff");
        headers.set("Referrer-Policy", "no-referrer");
        headers.set("Cross-Origin-Resource-Policy", "same-origin");
        if (publicUrl.secure()) {
            headers.set("Strict-Transport-Security", "max-age=31536000");
        }
        if (path.startsWith(API)) {
            headers.set("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
            return;
        }
        headers.set("Content-Security-Policy", CONTENT_SECURITY_POLICY);
        headers.set("Cross-Origin-Opener-Policy", "same-origin");
        headers.set("X-Frame-Options", "DENY");
        headers.set("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()");
        headers.set("Cache-Control", caching(path, http.response().getStatusCode()));
    }

    /** Names in the bundle change with their content; everything else is asked for anew, and answered 304 if it is the same. */
    private static String caching(String path, int status) {
        boolean found = status == OK || status == NOT_MODIFIED;
        return found && path.startsWith(HASHED_FILES) ? "public, max-age=31536000, immutable" : "no-cache";
    }
}
