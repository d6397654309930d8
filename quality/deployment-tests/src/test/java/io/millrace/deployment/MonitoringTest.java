package io.millrace.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Alerts are tested and have runbooks; alerts and dashboard ask only for metrics that exist. */
class MonitoringTest {
    private static final Pattern METRIC = Pattern.compile("\\bmillrace_[a-z0-9_]+");
    private static final Pattern RECORDED = Pattern.compile("\\bmillrace:[a-z0-9_:]+");
    private static final Pattern LISTED = Pattern.compile("^\\| `(millrace_[a-z0-9_]+)`", Pattern.MULTILINE);
    private static final List<String> SECTIONS =
            List.of("## Meaning", "## Impact", "## Look here", "## Do this", "## Afterwards");

    private final JsonNode rules = Repository.merged(Repository.read("deploy/monitoring/alerts.yaml"));

    @Test
    void prometheusTakesTheRulesAndTheirTestsPass() {
        assumeTrue(
                Repository.program("promtool").isPresent(),
                "skipped: promtool (Debian: prometheus) is not installed on this machine");

        String output =
                Repository.run(Repository.path("deploy/monitoring"), "promtool", "test", "rules", "alerts.test.yaml");

        assertThat(output).contains("SUCCESS");
    }

    @Test
    void everyAlertIsTested() {
        String tests = Repository.read("deploy/monitoring/alerts.test.yaml");

        assertThat(alerts())
                .allSatisfy(alert -> assertThat(tests)
                        .containsPattern("alertname: " + alert + "\n\\s+exp_alerts:\n\\s+- exp_labels"));
    }

    @Test
    void everyAlertHasARunbookAndEveryRunbookAnAlert() {
        Set<String> runbooks = Repository.files("docs/operations/runbooks", ".md").stream()
                .map(Path::getFileName)
                .map(name -> name.toString().replace(".md", ""))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(runbooks).isEqualTo(new TreeSet<>(alerts()));
        assertThat(runbooks)
                .allSatisfy(name -> assertThat(Repository.read("docs/operations/runbooks/" + name + ".md"))
                        .startsWith("# " + name + "\n")
                        .contains(SECTIONS));
    }

    @Test
    void everyAlertSaysHowBadItIsAndWhereToRead() {
        assertThat(rules("alert")).allSatisfy(rule -> {
            String name = rule.path("alert").asText();
            assertThat(rule.path("labels").path("severity").asText()).as(name).isIn("warning", "critical");
            assertThat(rule.path("annotations").path("summary").asText())
                    .as(name)
                    .isNotBlank();
            assertThat(rule.path("annotations").path("runbook").asText())
                    .isEqualTo("docs/operations/runbooks/" + name + ".md");
        });
    }

    @Test
    void alertsAskForMetricsOfTheReference() {
        Set<String> asked = new TreeSet<>();
        rules("expr")
                .forEach(rule -> asked.addAll(found(METRIC, rule.path("expr").asText())));

        assertThat(asked).hasSizeGreaterThan(10);
        assertThat(listed()).containsAll(families(asked));
    }

    @Test
    void theDashboardAsksForMetricsOfTheReferenceAndForRecordedOnes() {
        JsonNode dashboard = Repository.merged(Repository.read("deploy/monitoring/dashboard.json"));
        List<String> expressions = dashboard.findValuesAsText("expr");
        Set<String> recorded = rules("record").stream()
                .map(rule -> rule.path("record").asText())
                .collect(Collectors.toSet());

        assertThat(expressions).hasSizeGreaterThan(30);
        assertThat(expressions).allSatisfy(expression -> {
            assertThat(listed()).containsAll(families(found(METRIC, expression)));
            assertThat(recorded).containsAll(found(RECORDED, expression));
        });
    }

    @Test
    void theDashboardHasARowForEachStageInTheOrderOfTheData() {
        JsonNode dashboard = Repository.merged(Repository.read("deploy/monitoring/dashboard.json"));

        assertThat(Overlays.elements(dashboard.path("panels"))
                        .filter(panel -> panel.path("type").asText().equals("row"))
                        .map(panel -> panel.path("title").asText()))
                .containsSubsequence(
                        "1 · ingest-gateway", "2 · normalizer", "3 · sink-writer and tables", "4 · console");
    }

    @Test
    void theRulesAreAlsoAPrometheusRule() {
        String printed = Repository.run(Repository.ROOT, "sh", "deploy/monitoring/prometheus-rule");

        List<JsonNode> documents = Repository.documents(printed);

        assertThat(documents).hasSize(1);
        assertThat(StrictModel.faults(documents.get(0))).isEmpty();
        assertThat(documents.get(0).path("spec").path("groups")).isEqualTo(rules.path("groups"));
    }

    private List<String> alerts() {
        return rules("alert").stream().map(rule -> rule.path("alert").asText()).toList();
    }

    private List<JsonNode> rules(String with) {
        List<JsonNode> found = new ArrayList<>();
        for (JsonNode group : rules.path("groups")) {
            Overlays.elements(group.path("rules"))
                    .filter(rule -> rule.has(with))
                    .forEach(found::add);
        }
        return found;
    }

    /** Names as the reference has them: without what a timer's or a histogram's series add. */
    private static Set<String> families(Set<String> series) {
        return series.stream()
                .map(name -> name.replaceFirst("_(bucket|count|sum|max)$", ""))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> listed() {
        Set<String> listed = new TreeSet<>();
        Matcher names = LISTED.matcher(Repository.read("docs/reference/metrics.md"));
        while (names.find()) {
            listed.add(names.group(1));
        }
        return listed;
    }

    private static Set<String> found(Pattern pattern, String text) {
        Set<String> found = new TreeSet<>();
        Matcher matches = pattern.matcher(text);
        while (matches.find()) {
            found.add(matches.group());
        }
        return found;
    }
}
