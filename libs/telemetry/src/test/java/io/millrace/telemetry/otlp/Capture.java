package io.millrace.telemetry.otlp;

import io.millrace.telemetry.Signal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The body of one request of a real client; the only copy of these files is the testkit's, which depends on this module. */
record Capture(String name, Signal signal, Path file) {
    private static final Path ROOT = Path.of("../../quality/testkit/src/main/resources/captures");

    static List<Capture> all() throws IOException {
        try (Stream<Path> files = Files.walk(ROOT)) {
            return files.filter(file -> file.toString().matches(".*-(logs|metrics|traces)\\.json"))
                    .sorted()
                    .map(Capture::of)
                    .toList();
        }
    }

    static Capture named(String name) {
        return of(ROOT.resolve(name));
    }

    private static Capture of(Path file) {
        String fileName = file.getFileName().toString();
        String signal = fileName.substring(fileName.indexOf('-') + 1, fileName.indexOf('.'));
        return new Capture(
                ROOT.relativize(file).toString(), Signal.ofWireName(signal).orElseThrow(), file);
    }

    byte[] body() {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
