package io.millrace.console.minql.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RowFileTest {
    @TempDir
    Path folder = Path.of(".");

    @ParameterizedTest
    @ValueSource(strings = {"=1+1", "+1", "-1", "@x", "\tx", "\rx"})
    void putsAnApostropheBeforeWhatASpreadsheetWouldRun(String text) throws IOException {
        String csv = written(ExportFormat.CSV, List.of("a"), List.of(text));

        assertThat(csv).contains("'" + text);
    }

    @Test
    void leavesNegativeNumbersNumbers() throws IOException {
        assertThat(written(ExportFormat.CSV, List.of("a", "b"), Arrays.asList(-1.5, null)))
                .isEqualTo("a,b\r\n-1.5,\r\n");
    }

    @Test
    void quotesSeparatorsInNamesAndTexts() throws IOException {
        assertThat(written(ExportFormat.CSV, List.of("=a,b"), List.of("say \"x\"")))
                .isEqualTo("\"'=a,b\"\r\n\"say \"\"x\"\"\"\r\n");
    }

    @Test
    void writesJsonWithANameOfItsOwnForEachColumn() throws IOException {
        assertThat(written(ExportFormat.JSON, List.of("n", "n"), Arrays.asList("x", null)))
                .isEqualTo("[\n{\"n\":\"x\",\"n 2\":null}\n]\n");
    }

    @Test
    void endsWhenTheFileWouldBeTooLarge() throws IOException {
        Path file = folder.resolve("large");

        try (RowFile rows = new RowFile(file, ExportFormat.CSV, List.of("a"), 10, count -> {})) {
            rows.columns(List.of());

            assertThatThrownBy(() -> rows.row(List.of("0123456789"))).isInstanceOf(IOException.class);
        }
    }

    private String written(ExportFormat format, List<String> names, List<?> row) throws IOException {
        Path file = folder.resolve("rows");
        try (RowFile rows = new RowFile(file, format, names, 1_000_000, count -> {})) {
            rows.columns(List.of());
            rows.row(row);
            rows.finish();
        }
        return Files.readString(file);
    }
}
