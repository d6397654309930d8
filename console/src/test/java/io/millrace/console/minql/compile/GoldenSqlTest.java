package io.millrace.console.minql.compile;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.console.minql.compile.ReportSql.Compiled;
import io.millrace.console.minql.syntax.Parser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The SQL of both engines. {@code -Dgolden.write=true} writes the files anew, to be read before they are kept. */
class GoldenSqlTest {
    private static final Path FOLDER = Path.of("src/test/resources/io/millrace/console/minql/compile");
    private static final Period PERIOD = new Period(
            Instant.parse("2026-10-31T23:00:00Z"), Instant.parse("2026-11-30T23:00:00Z"), ZoneId.of("Europe/Berlin"));

    @ParameterizedTest
    @EnumSource(Dialect.class)
    void isThatOfTheGoldenFile(Dialect dialect) throws IOException {
        List<String> found = new ArrayList<>();
        for (String line : Files.readAllLines(FOLDER.resolve("golden-formulas.txt"))) {
            String[] parts = line.split(" ;; ", -1);
            found.addAll(List.of("-- " + line, sql(dialect, parts), ""));
        }
        Path file = FOLDER.resolve("golden-" + dialect.name().toLowerCase(java.util.Locale.ROOT) + ".sql");
        if (Boolean.getBoolean("golden.write")) {
            Files.write(file, found, UTF_8);
        }

        assertThat(String.join("\n", found)).isEqualTo(String.join("\n", Files.readAllLines(file)));
    }

    private static String sql(Dialect dialect, String... parts) {
        List<ReportSql.Key> keys = new ArrayList<>();
        for (int i = 1; i < parts.length; i++) {
            keys.add(i == 1 ? ReportSql.Key.axis(Parser.parse(parts[i])) : ReportSql.Key.of(Parser.parse(parts[i])));
        }
        FormulaContext context = new FormulaContext(dialect, PERIOD, Map.of("claudeCode", "int-1"));
        Compiled compiled = ReportSql.compile(
                context,
                List.of(Parser.parse(parts[0])),
                keys,
                List.of(Parser.parse("userEmail.endsWith('@example.com')")));
        return compiled.sql().sql() + "\n-- " + compiled.sql().parameters();
    }
}
