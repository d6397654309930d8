package io.millrace.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.architecture.ConfigurationSource.Setting;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.Test;

/** The reference is generated: {@code -Dmillrace.write-reference=true} writes it anew. */
class ConfigurationReferenceTest {
    private static final Path REFERENCE = Sources.root().resolve("docs/reference/configuration.md");

    @Test
    void theReferenceListsEverySetting() throws IOException {
        String expected = reference();
        if (Boolean.getBoolean("millrace.write-reference")) {
            Files.writeString(REFERENCE, expected);
        }

        assertThat(Files.readString(REFERENCE))
                .as("run this test with -Dmillrace.write-reference=true and commit the result")
                .isEqualTo(expected);
    }

    @Test
    void everySettingSaysWhatItMeans() {
        assertThat(mappings().stream().flatMap(file -> ConfigurationSource.read(file).stream()))
                .isNotEmpty()
                .allSatisfy(setting ->
                        assertThat(setting.meaning()).as(setting.name()).isNotBlank());
    }

    private static List<Path> mappings() {
        return Sources.mainJava().stream()
                .filter(file -> Sources.text(file).contains("@ConfigMapping("))
                .toList();
    }

    private static String reference() {
        StringBuilder text = new StringBuilder("""
                # Configuration

                Settings are read from system properties, environment variables, `.env` and `config/application.properties` beside the
                process, in this order. The environment variable of a setting is its name in capitals with `_` for every other
                character: `millrace.data-dir` is `MILLRACE_DATA_DIR`. Quarkus' own settings work as well, first of all
                `quarkus.http.port` (`QUARKUS_HTTP_PORT`, 8080) and `kafka.bootstrap.servers` (`KAFKA_BOOTSTRAP_SERVERS`).
                Every other setting of Kafka's clients can stand under `kafka.` too, for all stages: `kafka.security.protocol`
                (`KAFKA_SECURITY_PROTOCOL`), `kafka.sasl.mechanism`, `kafka.sasl.jaas.config`, `kafka.ssl.truststore.location`. The gateway
                takes those that every kind of client knows.
                A bad value stops the start. This page is generated from the source.
                """);
        for (Path file : mappings()) {
            String module = Sources.relative(file).replaceAll("/src/.*", "");
            text.append("\n## ").append(module).append("\n\n| setting | default | meaning |\n|---|---|---|\n");
            Properties defaults = moduleDefaults(file);
            for (Setting setting : ConfigurationSource.read(file)) {
                text.append("| `")
                        .append(setting.name())
                        .append(setting.type().startsWith("Map<") ? ".<name>" : "")
                        .append("` | ")
                        .append(otherwise(setting, defaults))
                        .append(" | ")
                        .append(setting.meaning())
                        .append(" |\n");
            }
        }
        return text.toString();
    }

    private static String otherwise(Setting setting, Properties defaults) {
        String otherwise = defaults.getProperty(setting.name(), setting.otherwise());
        if (!otherwise.isEmpty()) {
            return "`" + otherwise + "`";
        }
        return setting.type().matches("(Map|Optional).*") ? "none" : "**required**";
    }

    /** Defaults that follow another setting stand in the module's own properties. */
    private static Properties moduleDefaults(Path file) {
        Path module = Sources.root().resolve(Sources.relative(file).replaceAll("/src/.*", ""));
        Path defaults = module.resolve("src/main/resources/META-INF/microprofile-config.properties");
        Properties properties = new Properties();
        if (Files.exists(defaults)) {
            try (StringReader reader = new StringReader(Sources.text(defaults))) {
                properties.load(reader);
            } catch (IOException e) {
                throw new UncheckedIOException("cannot read " + defaults, e);
            }
        }
        return properties;
    }
}
