package io.millrace.console.minql.compile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReferenceTest {
    @Test
    void hasEveryFunctionAsTheCompilerKnowsIt() throws IOException {
        List<String> lines = Files.readAllLines(Path.of("../docs/reference/minql.md"));

        assertThat(FunctionReference.entries())
                .allSatisfy(entry -> assertThat(lines)
                        .contains("| `" + entry.signature() + "` | " + entry.result() + " | " + entry.description()
                                + " |"));
    }
}
