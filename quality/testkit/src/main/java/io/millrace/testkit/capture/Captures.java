package io.millrace.testkit.capture;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.telemetry.Signal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The captured requests on the class path. */
public final class Captures {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String HEADERS = ".headers.json";

    private Captures() {}

    /** Every request of every scenario, protobuf ones included, in order of scenario and time. */
    public static List<Capture> all() {
        try {
            URL folder = Captures.class.getResource("/captures");
            if (folder == null) {
                throw new IllegalStateException("captures are not on the class path");
            }
            URI uri = folder.toURI();
            if (!uri.getScheme().equals("jar")) {
                return read(Path.of(uri));
            }
            try (FileSystem jar = FileSystems.newFileSystem(uri, Map.of())) {
                return read(jar.getPath("/captures"));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("captures cannot be read", e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException("captures have no readable address", e);
        }
    }

    /** The JSON requests of one scenario, such as {@code claude-code/seed-plain}, in order of time. */
    public static List<Capture> json(String scenario) {
        return all().stream()
                .filter(capture -> capture.scenario().equals(scenario) && capture.isJson())
                .toList();
    }

    private static List<Capture> read(Path root) throws IOException {
        List<Path> headerFiles;
        try (Stream<Path> walk = Files.walk(root)) {
            headerFiles = walk.filter(file -> file.toString().endsWith(HEADERS))
                    .sorted()
                    .toList();
        }
        List<Capture> captures = new ArrayList<>();
        for (Path file : headerFiles) {
            captures.add(read(root, file));
        }
        return captures;
    }

    private static Capture read(Path root, Path headersFile) throws IOException {
        JsonNode request = JSON.readTree(Files.readAllBytes(headersFile));
        JsonNode headers = request.path("headers");
        String name = headersFile.getFileName().toString().replace(HEADERS, "");
        String path = request.path("path").asText();
        Signal signal = Signal.ofWireName(path.substring(path.lastIndexOf('/') + 1))
                .orElseThrow(() -> new IllegalStateException("no signal in the path of " + headersFile));
        Path body = bodyOf(headersFile, name, text(headers, "content-encoding"));
        return new Capture(
                root.relativize(headersFile.getParent()).toString(),
                body.getFileName().toString(),
                signal,
                headers.path("content-type").asText(),
                text(headers, "content-encoding"),
                "chunked".equals(text(headers, "transfer-encoding")),
                Files.readAllBytes(body));
    }

    private static Path bodyOf(Path headersFile, String name, @Nullable String encoding) {
        List<String> endings = encoding == null ? List.of(".json", ".pb") : List.of(".json.gz");
        return endings.stream()
                .map(ending -> headersFile.resolveSibling(name + ending))
                .filter(Files::exists)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no body beside " + headersFile));
    }

    private static @Nullable String text(JsonNode headers, String name) {
        return headers.hasNonNull(name) ? headers.get(name).asText() : null;
    }
}
