package io.millrace.standalone.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.impl.driver.Driver;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The bundler strips the page's types without a look at them; so the compiler looks here, run by the browser driver's Node. */
class PageTypesProcessIT {
    private static final Path SOURCES =
            Path.of(System.getProperty("millrace.page")).toAbsolutePath().normalize();
    private static final Path LIBRARIES = Path.of(System.getProperty("millrace.node-modules"));

    @TempDir
    Path folder;

    @Test
    void thePageHasNoTypeThatDoesNotFit() throws Exception {
        assertThat(check(SOURCES.resolve("app"))).isEmpty();
    }

    @Test
    void aTypeThatDoesNotFitIsFound() throws Exception {
        Path wrong = Files.createDirectories(folder.resolve("wrong"));
        Files.writeString(wrong.resolve("wrong.ts"), "export const count: number = 'many';\n");

        assertThat(check(wrong)).contains("wrong.ts").contains("TS2322");
    }

    /** What the compiler says of the files in a folder. */
    private String check(Path files) throws IOException, InterruptedException {
        Path compiler = TypeScript.unpack(folder.resolve("typescript"));
        Path project = Files.writeString(folder.resolve("tsconfig.json"), """
                {
                  "extends": "%1$s/tsconfig.json",
                  "compilerOptions": {"paths": {"lit": ["%2$s/lit"], "lit/*": ["%2$s/lit/*"]}, "types": [], "skipLibCheck": true},
                  "include": ["%3$s/**/*.ts"]
                }
                """.formatted(SOURCES, LIBRARIES, files));
        Path answer = folder.resolve("answer.txt");
        String node = Driver.ensureDriverInstalled(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1"), false)
                .createProcessBuilder()
                .command()
                .get(0);
        Process process = new ProcessBuilder(node, compiler.toString(), "--project", project.toString())
                .redirectErrorStream(true)
                .redirectOutput(answer.toFile())
                .start();
        process.waitFor();
        return Files.readString(answer, StandardCharsets.UTF_8);
    }
}
