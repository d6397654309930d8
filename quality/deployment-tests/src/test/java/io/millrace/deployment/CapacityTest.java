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
    void theDocumentShowsWhatItCosts() {
        String command = "CORE_PRICE=25 GB_PRICE=3 DISK_PRICE=0.1 STORE_PRICE=0.023 deploy/capacity 100 10000 100000";

        String printed = Repository.run(Repository.ROOT, "sh", "-c", command);

        assertThat(printed).contains("| a month |");
        assertThat(Repository.read("docs/operations/capacity.md")).contains(command, printed);
    }

    @Test
    void costIsShownForAnyPriceAlone() {
        assertThat(Repository.run(Repository.ROOT, "sh", "-c", "STORE_PRICE=1 deploy/capacity 10"))
                .contains("| a month |")
                .endsWith("| 3 |\n");
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
