package io.millrace.store;

import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** The one place that makes the tables a bean, whichever stages run in the process. */
@Dependent
final class EventTablesProducer {

    @Produces
    @Singleton
    EventTables eventTables(StoreConfig config) {
        return EventTables.open(StoreSettings.of(config));
    }

    void close(@Disposes EventTables tables) {
        tables.close();
    }
}
