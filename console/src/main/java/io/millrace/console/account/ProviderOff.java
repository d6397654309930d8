package io.millrace.console.account;

import io.millrace.console.ConsoleConfig;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/** Answers in the place of the sign-in with an identity provider while there is none. */
@Singleton
class ProviderOff {
    private static final int BEFORE_ALL_OTHERS = -1_000;

    void route(@Observes Router router, ConsoleConfig config) {
        if (!config.oidc().enabled()) {
            String problem = new JsonObject()
                    .put("type", "/problems/not-found")
                    .put("title", "Not found")
                    .put("status", 404)
                    .put("detail", "No identity provider is set up here. Sign in with name and password.")
                    .encode();
            router.get(ProviderResource.PATH)
                    .order(BEFORE_ALL_OTHERS)
                    .handler(http -> http.response()
                            .setStatusCode(404)
                            .putHeader("Content-Type", "application/problem+json")
                            .putHeader("Cache-Control", "no-store")
                            .end(problem));
        }
    }
}
