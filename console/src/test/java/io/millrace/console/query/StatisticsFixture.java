package io.millrace.console.query;

import io.millrace.store.EventTables;
import io.millrace.store.StoreSettings;
import io.quarkus.runtime.configuration.DurationConverter;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.runtime.configuration.MemorySizeConverter;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.file.Path;
import java.time.Duration;

/** The console's own statements over test files. */
public final class StatisticsFixture {
    private StatisticsFixture() {}

    /** With the usual settings. */
    public static DataFileQueries queries(Path folder) {
        SmallRyeConfig config = new SmallRyeConfigBuilder()
                .withConverter(MemorySize.class, 200, new MemorySizeConverter())
                .withConverter(Duration.class, 200, new DurationConverter())
                .withMapping(QueryConfig.class)
                .build();
        QueryConfig query = config.getConfigMapping(QueryConfig.class);
        return new DataFileQueries(new LocalFiles(EventTables.open(StoreSettings.local(folder)), query), query);
    }
}
