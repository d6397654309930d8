package io.millrace.standalone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The page of metrics and what a process shows, each as names with their tags. */
final class MetricsReference {
    private static final Path REPOSITORY = Path.of("..");
    private static final Pattern ROW =
            Pattern.compile("^\\| `(millrace_[a-z0-9_]+)` \\| [^|]* \\| ([^|]*)\\|", Pattern.MULTILINE);
    private static final Pattern SERIES = Pattern.compile("^(millrace_[a-z0-9_]+)(?:\\{([^}]*)})? ", Pattern.MULTILINE);
    private static final Pattern LABEL = Pattern.compile("([a-z_]+)=\"");
    private static final Pattern TAG = Pattern.compile("`([a-z_]+)`");
    private static final Set<String> OF_SUMMARIES = Set.of("le", "quantile");

    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build(); // as Prometheus asks

    private MetricsReference() {}

    /** What the page lists. */
    static Map<String, Set<String>> listed() {
        Map<String, Set<String>> listed = new TreeMap<>();
        Matcher row = ROW.matcher(read(REPOSITORY.resolve("docs/reference/metrics.md")));
        while (row.find()) {
            listed.put(group(row, 1), all(TAG, group(row, 2)));
        }
        return listed;
    }

    /** What a process shows of the project's own: series of a timer or summary under its one name. */
    static Map<String, Set<String>> shown(int port) {
        String page = sent(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/q/metrics"))
                .build());
        Map<String, Set<String>> shown = new TreeMap<>();
        Matcher series = SERIES.matcher(page);
        while (series.find()) {
            String name = group(series, 1).replaceFirst("_(bucket|count|sum|max)$", "");
            Set<String> labels = all(LABEL, Objects.requireNonNullElse(series.group(2), ""));
            labels.removeAll(OF_SUMMARIES);
            shown.computeIfAbsent(name, key -> new TreeSet<>()).addAll(labels);
        }
        return shown;
    }

    /** Those that no stage's code makes: the last part of a meter's name stands in it as text. */
    static List<String> unknownToTheCode(Set<String> names) {
        String code = mainSources();
        return names.stream()
                .filter(name -> Stream.of(name.replaceFirst("_total$", ""), name.replaceFirst("_(seconds|ms)$", ""))
                        .map(base -> base.split("_", 3)[2].replace('_', '.'))
                        .noneMatch(last -> code.contains("\"" + last + "\"") || code.contains("." + last + "\"")))
                .toList();
    }

    private static String mainSources() {
        List<String> texts = new ArrayList<>();
        for (String stage : List.of("ingest-gateway", "normalizer", "sink-writer", "console")) {
            try (Stream<Path> files = Files.walk(REPOSITORY.resolve(stage).resolve("src/main/java"))) {
                files.filter(file -> file.toString().endsWith("Metrics.java"))
                        .map(MetricsReference::read)
                        .forEach(texts::add);
            } catch (IOException e) {
                throw new UncheckedIOException("cannot list the sources of " + stage, e);
            }
        }
        return String.join("\n", texts);
    }

    private static String sent(HttpRequest request) {
        try {
            return HTTP.send(request, BodyHandlers.ofString()).body();
        } catch (IOException e) {
            throw new UncheckedIOException("no answer from " + request.uri(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    private static Set<String> all(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String group(Matcher matcher, int number) {
        return Objects.requireNonNull(matcher.group(number));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }
}
