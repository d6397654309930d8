package io.millrace.architecture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The source files of the whole repository. */
final class Sources {
    private Sources() {}

    /** The repository's root: the nearest folder above that holds {@code mvnw}. */
    static Path root() {
        Path folder = Path.of("").toAbsolutePath();
        while (folder != null && !Files.exists(folder.resolve("mvnw"))) {
            folder = folder.getParent();
        }
        if (folder == null) {
            throw new IllegalStateException("the tests must run inside the repository");
        }
        return folder;
    }

    static List<Path> mainJava() {
        return java("/src/main/java/");
    }

    static List<Path> testJava() {
        return java("/src/test/java/");
    }

    static List<Path> allJava() {
        return java("/src/");
    }

    static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    static String relative(Path file) {
        return root().relativize(file).toString();
    }

    private static List<Path> java(String part) {
        return files(".java").stream()
                .filter(file -> ("/" + relative(file)).contains(part))
                .toList();
    }

    /** Files below the root with this ending, build output and hidden folders left out. */
    static List<Path> files(String ending) {
        try (Stream<Path> walk = Files.walk(root())) {
            return walk.filter(file -> file.toString().endsWith(ending))
                    .filter(Files::isRegularFile)
                    .filter(file -> !("/" + relative(file)).matches(".*/(target|data|node_modules|\\.[^/]+)/.*"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot walk " + root(), e);
        }
    }
}
