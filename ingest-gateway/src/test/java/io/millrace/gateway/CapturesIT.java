package io.millrace.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Every real request that was ever recorded is taken, but for the ones in protobuf. */
@QuarkusTest
@WithTestResource(GatewayBroker.class)
class CapturesIT {
    private static final TestTenant TENANT = GatewayUnderTest.TENANT;
    private static final Pattern SIGNAL = Pattern.compile("(logs|metrics|traces)");

    @BeforeEach
    void awaitReady() {
        GatewayUnderTest.awaitReady();
    }

    @Test
    void takesEveryRecordedJsonBody() throws IOException, URISyntaxException {
        List<String> refused = send(".json", "application/json", 200);

        assertThat(refused).isEmpty();
    }

    @Test
    void refusesEveryRecordedProtobufBody() throws IOException, URISyntaxException {
        List<String> others = send(".pb", "application/x-protobuf", 415);

        assertThat(others).isEmpty();
    }

    private static List<String> send(String suffix, String type, int expected) throws IOException, URISyntaxException {
        URI captures = CapturesIT.class.getResource("/captures").toURI();
        try (FileSystem jar =
                        captures.getScheme().equals("jar") ? FileSystems.newFileSystem(captures, Map.of()) : null;
                Stream<Path> files = Files.walk(jar == null ? Path.of(captures) : jar.getPath("/captures"))) {
            return files.filter(file -> file.toString().endsWith(suffix))
                    .filter(file -> !file.toString().endsWith(".headers.json"))
                    .filter(file -> SIGNAL.matcher(name(file)).find())
                    .filter(file -> status(file, type) != expected)
                    .map(Path::toString)
                    .toList();
        }
    }

    private static int status(Path file, String type) {
        var signal =
                SIGNAL.matcher(name(file)).results().findFirst().orElseThrow().group();
        try {
            return Export.of(TENANT)
                    .path(TENANT.path(signal))
                    .header("Content-Type", type)
                    .body(Files.readAllBytes(file))
                    .reply()
                    .status();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException("reading " + file, e);
        }
    }

    private static String name(Path file) {
        return file.getFileName().toString();
    }
}
