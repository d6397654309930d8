package io.millrace.gateway.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every case of the list is named by a test: in the text of its annotation or in a row of its data. */
class ConformanceListTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final List<String> TESTS = List.of("ingest-gateway", "libs/telemetry", "normalizer", "standalone");
    private static final Pattern TEXT = Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*\"");
    private static final Pattern CASE = Pattern.compile("\\b[A-Z][A-Z0-9]*-\\d+\\b");

    @Test
    void everyCaseHasATestThatNamesIt() throws IOException {
        Set<String> named = named();

        assertThat(cases().filter(line -> !line.contains("=")))
                .hasSizeGreaterThan(140)
                .allSatisfy(id -> assertThat(named).contains(id));
    }

    @Test
    void everyCaseThatIsAMatterOfDocumentationHasItsHeading() throws IOException {
        String reference = Files.readString(ROOT.resolve("docs/reference/http-api.md"));

        assertThat(cases().filter(line -> line.contains("=")))
                .isNotEmpty()
                .allSatisfy(line -> assertThat(reference)
                        .contains("## " + line.substring(line.indexOf('=') + 1).strip()));
    }

    private static Stream<String> cases() throws IOException {
        return Files.readAllLines(Path.of("src/test/resources/conformance-cases.txt")).stream()
                .filter(line -> !line.startsWith("#") && !line.isBlank());
    }

    private static Set<String> named() throws IOException {
        Set<String> named = new TreeSet<>();
        for (String module : TESTS) {
            try (Stream<Path> files = Files.walk(ROOT.resolve(module).resolve("src/test/java"))) {
                for (Path file :
                        files.filter(it -> it.toString().endsWith(".java")).toList()) {
                    TEXT.matcher(Files.readString(file))
                            .results()
                            .flatMap(text -> CASE.matcher(text.group()).results())
                            .forEach(id -> named.add(id.group()));
                }
            }
        }
        return named;
    }
}
