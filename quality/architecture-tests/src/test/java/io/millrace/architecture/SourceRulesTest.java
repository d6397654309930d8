package io.millrace.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class SourceRulesTest {
    private static final int MAX_MAIN_LINES = 250;
    private static final int MAX_TEST_LINES = 400;
    private static final Pattern SLEEP = Pattern.compile("\\bThread\\.sleep\\(|\\bTimeUnit\\.\\w+\\.sleep\\(");
    private static final Pattern COMMENTED_CODE = Pattern.compile("(?m)^\\s*//.*;\\s*$");
    private static final Pattern LOG_FIELD = Pattern.compile("Logger (\\w+) = Logger\\.getLogger");

    @Test
    void filesAreShort() {
        assertThat(Sources.allJava())
                .isNotEmpty()
                .allSatisfy(file -> assertThat(lines(file))
                        .as(Sources.relative(file))
                        .isLessThanOrEqualTo(file.toString().contains("/src/test/") ? MAX_TEST_LINES : MAX_MAIN_LINES));
    }

    @Test
    void everyPackageOfMainCodeIsNullMarkedAndSaysWhatItIsFor() {
        List<Path> folders = Sources.mainJava().stream()
                .map(Path::getParent)
                .filter(Objects::nonNull)
                .distinct()
                .toList();

        assertThat(folders).isNotEmpty().allSatisfy(folder -> {
            Path info = folder.resolve("package-info.java");
            assertThat(Files.exists(info)).as(Sources.relative(info)).isTrue();
            assertThat(Sources.text(info))
                    .as(Sources.relative(info))
                    .contains("@NullMarked")
                    .contains("/**");
        });
    }

    @Test
    void testsDoNotSleep() {
        assertThat(Sources.testJava())
                .isNotEmpty()
                .allSatisfy(file -> assertThat(SLEEP.matcher(Sources.text(file)).find())
                        .as(Sources.relative(file))
                        .isFalse());
    }

    @Test
    void testsAreNotDisabledWithoutAReason() {
        assertThat(Sources.testJava())
                .allSatisfy(file -> assertThat(Pattern.compile("@Disab" + "led(?!\\w|\\(\")")
                                .matcher(Sources.text(file))
                                .find())
                        .as(Sources.relative(file))
                        .isFalse());
    }

    @Test
    void noCodeIsCommentedOut() {
        assertThat(Sources.allJava())
                .allSatisfy(file -> assertThat(COMMENTED_CODE
                                .matcher(Sources.text(file))
                                .results()
                                .map(match -> match.group().strip())
                                .filter(line -> line.matches("//\\s*[\\w.]+\\(.*\\);|//\\s*(return|if|for|var)\\b.*;")))
                        .as(Sources.relative(file))
                        .isEmpty());
    }

    @Test
    void loggersAreCalledLog() {
        assertThat(Sources.mainJava())
                .allSatisfy(file -> assertThat(
                                LOG_FIELD.matcher(Sources.text(file)).results().map(match -> match.group(1)))
                        .as(Sources.relative(file))
                        .allMatch("LOG"::equals));
    }

    @Test
    void theProjectNamesNoMachine() {
        assertThat(Sources.allJava())
                .allSatisfy(file -> assertThat(Sources.text(file))
                        .as(Sources.relative(file))
                        .doesNotContain("/home/" + System.getProperty("user.name") + "/"));
    }

    private static long lines(Path file) {
        return Sources.text(file).lines().count();
    }
}
