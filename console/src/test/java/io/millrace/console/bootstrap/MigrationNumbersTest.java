package io.millrace.console.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** An installation that exists refuses to start over a migration whose number is below those that it has applied. */
class MigrationNumbersTest {
    private static final Pattern NUMBER = Pattern.compile("/V(\\d+)__");
    private static final int LAST_SETTLED = 31;

    @Test
    void newMigrationsComeBehindThoseThatInstallationsHave() throws IOException {
        assertThat(numbers().headSet(LAST_SETTLED + 1)).containsExactly(1, 2, 3, 4, 20, 21, 30, LAST_SETTLED);
    }

    private static SortedSet<Integer> numbers() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src/main/resources/db"))) {
            SortedSet<Integer> numbers = new TreeSet<>();
            files.map(file -> file.toString().replace('\\', '/'))
                    .flatMap(file -> NUMBER.matcher(file).results())
                    .map(MatchResult::group)
                    .forEach(match -> numbers.add(Integer.parseInt(match.replaceAll("\\D", ""))));
            return numbers;
        }
    }
}
