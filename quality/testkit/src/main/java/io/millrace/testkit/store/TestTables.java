package io.millrace.testkit.store;

import io.millrace.store.EventTables;
import io.millrace.store.StoreConfig;
import io.millrace.store.StoreSettings;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.HashMap;
import java.util.Map;

/** Tables that are opened as a stage opens them: by settings. */
public final class TestTables {
    private TestTables() {}

    /** Tables over the union of some settings. */
    @SafeVarargs
    public static EventTables open(Map<String, String>... settings) {
        Map<String, String> all = new HashMap<>();
        for (Map<String, String> each : settings) {
            all.putAll(each);
        }
        return EventTables.open(StoreSettings.of(new SmallRyeConfigBuilder()
                .withMapping(StoreConfig.class)
                .withSources(new PropertiesConfigSource(all, "test", 500))
                .build()
                .getConfigMapping(StoreConfig.class)));
    }
}
