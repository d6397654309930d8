package io.millrace.console.query.sql;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class AllowedFunctionsTest {
    @Test
    void standInTheReferenceThatARefusalNames() throws IOException {
        String reference = Files.readString(Path.of("../docs/reference/sql.md"));

        assertThat(listed())
                .hasSizeGreaterThan(300)
                .allSatisfy(name -> assertThat(AllowedFunctions.load().isAllowed(name))
                        .as(name)
                        .isTrue())
                .filteredOn(name -> !name.endsWith("like_escape"))
                .allSatisfy(name -> assertThat(reference).contains("`" + name + "`"));
    }

    private static List<String> listed() throws IOException {
        try (InputStream stream = requireNonNull(AllowedFunctions.class.getResourceAsStream("allowed-functions.txt"))) {
            return new String(stream.readAllBytes(), UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("# "))
                    .flatMap(line -> Stream.of(line.trim().split("\\s+")))
                    .filter(name -> name.matches("[a-z_0-9]+"))
                    .toList();
        }
    }
}
