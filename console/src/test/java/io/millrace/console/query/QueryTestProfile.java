package io.millrace.console.query;

import io.millrace.console.access.Caller;
import io.millrace.console.access.CallerResolution;
import io.millrace.console.access.CallerResolution.Known;
import io.millrace.console.access.CallerResolution.Refused;
import io.millrace.console.access.CallerResolver;
import io.millrace.telemetry.Signal;
import io.millrace.telemetry.directory.DirectoryRecord.KeyType;
import io.quarkus.test.junit.QuarkusTestProfile;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An application whose callers and events are given by the test. */
public class QueryTestProfile implements QuarkusTestProfile {
    /** A key that may not ask. */
    public static final String INGEST_KEY = "ingest";

    private static final EventFiles FILES = new EventFiles(folder());

    /** Where tests write events. */
    public static EventFiles files() {
        return FILES;
    }

    /** A key that works in this profile. */
    public static String keyOf(Caller caller) {
        return caller.organizationId();
    }

    @Override
    public Set<Class<?>> getEnabledAlternatives() {
        return Set.of(GivenCallers.class, GivenEvents.class);
    }

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of("quarkus.http.test-port", "0");
    }

    private static java.nio.file.Path folder() {
        try {
            java.nio.file.Path folder = Files.createTempDirectory("millrace-query-test");
            folder.toFile().deleteOnExit();
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Knows one caller and one key that may only send. */
    @Alternative
    @ApplicationScoped
    static class GivenCallers implements CallerResolver {
        @Override
        public CallerResolution resolve(@Nullable String authorization) {
            Caller caller = QueryFixture.CALLER;
            if (authorization == null) {
                return new Refused(401, "Send a query key.");
            }
            if (authorization.equals("Bearer " + INGEST_KEY)) {
                return new Known(new Caller(
                        caller.organizationId(), "user-1", caller.role(), KeyType.INGEST, caller.integrations()));
            }
            return authorization.equals("Bearer " + keyOf(caller))
                    ? new Known(caller)
                    : new Refused(401, "This key is not known.");
        }
    }

    /** The events of the test. */
    @Alternative
    @ApplicationScoped
    static class GivenEvents implements EventScans {
        @Override
        public EventScan plan(Signal signal, String organizationId, Optional<TimeRange> range) {
            return FILES.plan(signal, organizationId, range);
        }
    }
}
