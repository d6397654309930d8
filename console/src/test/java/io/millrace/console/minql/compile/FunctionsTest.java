package io.millrace.console.minql.compile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.millrace.console.minql.compile.FunctionCases.Case;
import io.millrace.console.minql.syntax.FormulaException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.duckdb.DuckDBDriver;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class FunctionsTest {
    private static final Set<String> BEHIND_A_SOURCE = Set.of("source", "aggregate", "metric");

    @TestFactory
    Stream<DynamicTest> giveTheirValues() throws SQLException {
        List<Case> cases =
                FunctionCases.all().stream().filter(c -> !c.isError()).toList();
        List<String> found = new ArrayList<>();
        try (Connection connection = new DuckDBDriver().connect("jdbc:duckdb:", new Properties())) {
            try (Statement statement = connection.createStatement()) {
                statement.execute("SET TimeZone = 'UTC'");
            }
            for (Case given : cases) {
                found.add(value(connection, given));
            }
        }
        return cases.stream()
                .map(given -> DynamicTest.dynamicTest(
                        given.formula(),
                        () -> assertThat(found.get(cases.indexOf(given))).isEqualTo(given.expected())));
    }

    @TestFactory
    Stream<DynamicTest> refuseWhatDoesNotFit() {
        return FunctionCases.all().stream()
                .filter(Case::isError)
                .map(given -> DynamicTest.dynamicTest(given.formula(), () -> {
                    FormulaException error =
                            catchThrowableOfType(FormulaException.class, () -> given.select(Dialect.DUCKDB));

                    assertThat(error).isNotNull();
                    assertThat(error.reason()).contains(given.expected().substring(2));
                }));
    }

    @Test
    void haveCasesOfValueNullAndWrongUseEach() {
        Set<String> lacking = new TreeSet<>();
        for (FunctionReference.Entry entry : FunctionReference.entries()) {
            if (BEHIND_A_SOURCE.contains(entry.group())) {
                continue;
            }
            List<Case> own = FunctionCases.all().stream()
                    .filter(c -> c.formula()
                            .toLowerCase(Locale.ROOT)
                            .contains(entry.name().toLowerCase(Locale.ROOT) + "("))
                    .toList();
            boolean isWhole =
                    own.stream().anyMatch(c -> !c.isError() && !c.expected().equals("null"))
                            && own.stream().anyMatch(Case::isError);
            boolean canBeNull = own.stream()
                            .anyMatch(c ->
                                    c.expected().equals("null") || c.expected().isEmpty())
                    || entry.name().startsWith("is");
            if (!isWhole || !canBeNull) {
                lacking.add(entry.name());
            }
        }
        assertThat(lacking).isEmpty();
    }

    @Test
    void areAllInTheReferenceOfFunctions() {
        Set<String> named = new TreeSet<>();
        FunctionReference.entries().forEach(entry -> named.add(entry.name()));

        assertThat(RowFunctions.all()).extracting(RowFunction::name).allMatch(named::contains);
        assertThat(named).containsAll(TimeFunctions.UNITS).containsAll(TimeFunctions.PARTS);
    }

    private static String value(Connection connection, Case given) {
        Fragment select = given.select(Dialect.DUCKDB);
        try (PreparedStatement statement = connection.prepareStatement(select.sql())) {
            for (int i = 0; i < select.parameters().size(); i++) {
                statement.setObject(i + 1, select.parameters().get(i));
            }
            try (ResultSet rows = statement.executeQuery()) {
                rows.next();
                return String.valueOf(Objects.requireNonNullElse(rows.getString(1), "null"));
            }
        } catch (SQLException e) {
            return "SQL error: " + e.getMessage() + " in " + select.sql();
        }
    }
}
