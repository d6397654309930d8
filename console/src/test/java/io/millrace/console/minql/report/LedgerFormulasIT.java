package io.millrace.console.minql.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.console.minql.compile.FormulaContext;
import io.millrace.console.query.EventFiles;
import io.millrace.console.query.QueryFixture;
import io.millrace.console.query.RunningQueries;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The ledger as a source of formulas. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LedgerFormulasIT {
    private static final String REFUSED = "claudeCode.ledger.where(outcome = 'rejected').sum(requests)";

    @TempDir
    static Path folder = Path.of(".");

    private @Nullable Reports reports;

    @BeforeAll
    void open() {
        reports = new Reports(
                QueryFixture.engine(
                        new EventFiles(folder),
                        new RunningQueries(),
                        QueryFixture.limits(folder, Duration.ofSeconds(60))),
                LedgerFixture.LEDGER,
                Clock.systemUTC(),
                FormulaContext.LOOK_BACK);
    }

    @Test
    void addsUpByReasonAndDay() throws IOException {
        assertThat(rows(REFUSED, "\"x\":\"reason\""))
                .containsExactly(List.of("expired_key", 7.0), List.of("invalid_id", 0.0), List.of("it's \"odd\"", 1.0));
        assertThat(rows(REFUSED, "\"interval\":\"day\",\"from\":\"2026-11-01\",\"to\":\"2026-11-03\""))
                .containsExactly(List.of("2026-11-01T00:00", 3.0), List.of("2026-11-02T00:00", 5.0));
        assertThat(rows("claudeCode.ledger.max(time)", "\"x\":\"signal\""))
                .contains(List.of("metrics", "2026-11-02T06:00:00Z"));
    }

    @Test
    void knowsOnlyThePeriodAndTheOneBefore() throws IOException {
        String second = "\"from\":\"2026-11-02\",\"to\":\"2026-11-03\"";

        assertThat(rows(REFUSED, second)).containsExactly(List.of(5.0));
        assertThat(rows(REFUSED + ".previousPeriod()", second)).containsExactly(List.of(3.0));
        assertThat(rows("claudeCode.ledger.during('2026-11-02T06:00:00Z', '2026-11-04').count()", "\"totals\":true"))
                .containsExactly(List.of(3.0));
    }

    @Test
    void hasNoPeopleAndNoAttributes() throws IOException {
        assertThat(rows(REFUSED, "\"filters\":[\"userEmail = 'a@example.com'\"]"))
                .containsExactly(List.of(0.0));
        assertThat(rows(
                        "claudeCode.ledger.countIf(userEmail is null and myOwn is null and name is null)",
                        "\"x\":\"integration\""))
                .containsExactly(List.of("claudeCode", 6.0));
        assertThat(rows("claudeCode.ledger.count() - claudeCode.ledger.countIf(reason is not null)", "\"x\":\"stage\""))
                .containsExactly(List.of("gateway", 1.0), List.of("normalizer", 1.0));
    }

    private List<List<@Nullable Object>> rows(String formula, String more) throws IOException {
        String period = more.contains("from") ? "" : ",\"from\":\"2026-10-01\",\"to\":\"2026-12-01\"";
        String body = "{\"formula\":\"" + formula + "\"," + more + period + "}";
        return Objects.requireNonNull(reports)
                .run(
                        QueryFixture.CALLER,
                        "q",
                        new ReportReader(Clock.systemUTC()).read(new ObjectMapper().readTree(body), 100))
                .rows();
    }
}
