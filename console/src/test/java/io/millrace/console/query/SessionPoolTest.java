package io.millrace.console.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SessionPoolTest {
    private static final SessionPool.Key MINE = key("org-a");
    private static final SessionPool.Key OTHERS = key("org-b");

    @TempDir
    Path folder = Path.of(".");

    private final SessionPool pool = new SessionPool(1);

    @Test
    void givesAnEngineToTheSameViewsOnlyAndToOneAtATime() throws SQLException {
        DuckSession session = open("q-1");
        pool.give(MINE, session);

        assertThat(pool.take(OTHERS)).isEmpty();
        assertThat(pool.take(MINE)).containsSame(session);
        assertThat(pool.take(MINE)).isEmpty();
        session.close();
    }

    @Test
    void closesWhatWasLeftLongestAgoBeyondItsBound() throws SQLException {
        DuckSession first = open("q-1");
        DuckSession second = open("q-2");
        pool.give(MINE, first);

        pool.give(OTHERS, second);

        assertThat(first.connection().isClosed()).isTrue();
        assertThat(second.connection().isClosed()).isFalse();
        pool.take(OTHERS).ifPresent(DuckSession::close);
    }

    private DuckSession open(String id) throws SQLException {
        return DuckSession.open(QueryFixture.limits(folder, Duration.ofSeconds(10)), id, List.of(), views -> {});
    }

    private static SessionPool.Key key(String organization) {
        return new SessionPool.Key(List.of(), List.of("CREATE VIEW logs AS SELECT '" + organization + "'"));
    }
}
