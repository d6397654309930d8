package io.millrace.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The capacity plan in the documents is what the calculator says today. */
class CapacityTest {

    @Test
    void theDocumentShowsWhatTheCalculatorPrints() {
        String printed = Repository.run(Repository.ROOT, "sh", "deploy/capacity");

        assertThat(Repository.read("docs/operations/capacity.md")).contains(printed);
    }

    @Test
    void twiceTheDevelopersNeedTwiceTheTables() {
        List<String> lines = Repository.run(Repository.ROOT, "sh", "deploy/capacity", "5000", "10000")
                .lines()
                .toList();

        assertThat(tablesGigabytes(lines.get(3))).isCloseTo(2 * tablesGigabytes(lines.get(2)), offset(1L));
    }

    private static long tablesGigabytes(String line) {
        return Long.parseLong(line.split("\\|", -1)[9].strip());
    }
}
