package io.millrace.gateway.http;

import io.quarkus.vertx.http.runtime.filters.Filters;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** Puts the door before every route. */
@ApplicationScoped
class DoorFilter {
    private static final int BEFORE_EVERYTHING = 1_000;

    private final Door door;

    DoorFilter(Door door) {
        this.door = door;
    }

    void install(@Observes Filters filters) {
        filters.register(door::open, BEFORE_EVERYTHING);
    }
}
