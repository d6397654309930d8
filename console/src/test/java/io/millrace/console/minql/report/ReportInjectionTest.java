package io.millrace.console.minql.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.console.minql.compile.Dialect;
import io.millrace.console.minql.compile.FormulaContext;
import io.millrace.console.minql.compile.ReportSql.Compiled;
import io.millrace.console.query.QueryRequest.Statement;
import io.millrace.console.query.http.ProblemException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a report calls its metrics, how it is sorted and which values it keeps: none of it is SQL. */
class ReportInjectionTest {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-12-01T00:00:00Z"), ZoneOffset.UTC);

    private final ObjectMapper json = new ObjectMapper();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "evil'; DROP TABLE logs; --",
                "evil\"; DROP TABLE logs; --",
                "v0 DESC; DROP TABLE logs; -- evil",
                "evil {0} ? $1 :name"
            })
    void namesUnitsAndSortedColumnsAreNoSql(String evil) {
        ObjectNode body = report();
        body.putArray("metrics")
                .addObject()
                .put("formula", "claudeCode.logs.count()")
                .put("name", evil)
                .put("unit", evil)
                .put("axis", evil);
        body.putArray("sort").addObject().put("by", evil).put("descending", true);

        for (Dialect dialect : Dialect.values()) {
            Statement statement = statement(body, dialect, List.of(evil));

            assertThat(statement.sql())
                    .doesNotContain("DROP", "evil", ":name")
                    .endsWith("ORDER BY v0 DESC NULLS LAST, k0 ASC NULLS LAST");
            assertThat(statement.parameters()).contains(evil);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"k0", "v0; DROP TABLE logs", "1", "model, (SELECT 1)", "random()"})
    void sortsByNothingButItsOwnColumns(String by) {
        ObjectNode body = report().put("formula", "claudeCode.logs.count()");
        body.putArray("sort").add(by);

        assertThatThrownBy(() -> new ReportReader(CLOCK).read(body, 10)).isInstanceOf(ProblemException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"from", "to", "timeZone", "weekStart", "interval"})
    void periodAndIntervalAreNoSql(String member) {
        ObjectNode body = report().put("formula", "claudeCode.logs.count()").put(member, "day'; DROP TABLE logs; --");

        assertThatThrownBy(() -> new ReportReader(CLOCK).read(body, 10)).isInstanceOf(ProblemException.class);
    }

    private ObjectNode report() {
        ObjectNode body = json.createObjectNode();
        body.putArray("breakdown").add("model");
        return body;
    }

    private static Statement statement(ObjectNode body, Dialect dialect, List<String> kept) {
        ReportRequest request = new ReportReader(CLOCK).read(body, 10);
        FormulaContext context = new FormulaContext(dialect, request.period(), Map.of("claudeCode", "int-1"));
        ReportPlan plan = ReportPlan.of(request, context);
        Compiled compiled = plan.compile(plan.keys(kept));
        return plan.statement(compiled, true);
    }
}
