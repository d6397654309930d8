package io.millrace.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class DocumentsTest {
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#\\s]+)(#[^)]*)?\\)");
    private static final Pattern TEST_NAME = Pattern.compile("`(\\w+(?:Test|IT))(?:[.#]\\w+)?`");

    @Test
    void linksLeadSomewhere() {
        assertThat(Sources.files(".md"))
                .isNotEmpty()
                .allSatisfy(file -> assertThat(links(file))
                        .as(Sources.relative(file))
                        .allSatisfy(link -> assertThat(
                                        Files.exists(file.resolveSibling(link).normalize()))
                                .as(link)
                                .isTrue()));
    }

    @Test
    void everyGuaranteeNamesATestThatExists() {
        Set<String> tests = Sources.testJava().stream()
                .map(file -> file.getFileName().toString().replace(".java", ""))
                .collect(Collectors.toSet());
        Path guarantees = Sources.root().resolve("docs/guarantees.md");
        List<String> promises = Sources.text(guarantees)
                .lines()
                .filter(line -> line.startsWith("| ") && !line.startsWith("| promise"))
                .toList();

        assertThat(promises)
                .isNotEmpty()
                .allSatisfy(promise ->
                        assertThat(testNames(promise)).as(promise).isNotEmpty().isSubsetOf(tests));
    }

    @Test
    void theReadmeNamesTheTwoCommands() {
        String readme = Sources.text(Sources.root().resolve("README.md"));

        assertThat(readme).contains("\n./run\n").contains("\n./mvnw verify\n");
        assertThat(Files.isExecutable(Sources.root().resolve("run"))).isTrue();
        assertThat(Files.isExecutable(Sources.root().resolve("mvnw"))).isTrue();
    }

    private static List<String> testNames(String line) {
        return TEST_NAME
                .matcher(line)
                .results()
                .map(match -> match.group(1))
                .distinct()
                .toList();
    }

    private static List<String> links(Path file) {
        return LINK.matcher(Sources.text(file))
                .results()
                .map((MatchResult match) -> match.group(1))
                .filter(link -> !link.matches("[a-z]+:.*"))
                .toList();
    }
}
