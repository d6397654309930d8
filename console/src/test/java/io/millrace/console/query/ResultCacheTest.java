package io.millrace.console.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.console.access.Caller;
import io.millrace.console.query.QueryAnswer.Statistics;
import io.millrace.console.query.QueryRequest.Statement;
import io.millrace.telemetry.Signal;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ResultCacheTest {
    private static final List<Path> FILES = List.of(Path.of("a.parquet"));

    private final ResultCache cache = new ResultCache(10_000);

    @Test
    void givesAnAnswerAgainOverTheSameFilesOnly() {
        QueryRequest request = request(QueryFixture.CALLER, "SELECT 1");
        cache.add(cache.key(request, FILES).orElseThrow(), answer(), 100);

        assertThat(cache.find(cache.key(request, FILES).orElseThrow())).isPresent();
        assertThat(cache.find(cache.key(request, List.of(Path.of("b.parquet"))).orElseThrow()))
                .isEmpty();
    }

    @Test
    void neverGivesTheAnswerOfAnotherOrganization() {
        Caller mine = QueryFixture.CALLER;
        Caller other = new Caller(
                QueryFixture.OTHER_ORGANIZATION, mine.userId(), mine.role(), mine.keyType(), mine.integrations());
        cache.add(cache.key(request(mine, "SELECT 1"), FILES).orElseThrow(), answer(), 100);

        assertThat(cache.find(cache.key(request(other, "SELECT 1"), FILES).orElseThrow()))
                .isEmpty();
    }

    @Test
    void keepsNothingThatDependsOnTheTime() {
        assertThat(cache.key(request(QueryFixture.CALLER, "SELECT NOW()"), FILES))
                .isEmpty();
        assertThat(new ResultCache(0).key(request(QueryFixture.CALLER, "SELECT 1"), FILES))
                .isEmpty();
    }

    @Test
    void dropsWhatWasAskedForLongestAgoBeyondItsBound() {
        for (int i = 0; i < 10; i++) {
            cache.add(
                    cache.key(request(QueryFixture.CALLER, "SELECT " + i), FILES)
                            .orElseThrow(),
                    answer(),
                    2_000);
        }

        assertThat(cache.find(cache.key(request(QueryFixture.CALLER, "SELECT 0"), FILES)
                        .orElseThrow()))
                .isEmpty();
        assertThat(cache.find(cache.key(request(QueryFixture.CALLER, "SELECT 9"), FILES)
                        .orElseThrow()))
                .isPresent();
    }

    private static QueryRequest request(Caller caller, String sql) {
        return new QueryRequest("q", caller, new Statement(sql, List.of(), Set.of(Signal.LOGS)), Optional.empty(), 10);
    }

    private static QueryAnswer answer() {
        return new QueryAnswer(List.of(), List.of(), false, new Statistics(1, 0, 1));
    }
}
