package io.millrace.testkit.capture;

import io.millrace.telemetry.Signal;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Sends every captured request to a running system and compares what its tables then hold with what the bodies hold. Run by
 * {@code deploy/demo/send-captures}.
 */
public final class SendCaptures {
    private static final int POLLS = 300;
    private static final long POLL_MILLIS = 100;

    private final MillraceClient client;
    private int failures;

    private SendCaptures(MillraceClient client) {
        this.client = client;
    }

    /**
     * Takes the data folder of the running system as its only argument, or, where {@code MILLRACE_ENDPOINT} is set, address and
     * keys from the environment; exits with 1 if anything differs.
     */
    public static void main(String... arguments) throws Exception {
        Map<String, String> environment = System.getenv();
        Path folder = Path.of(arguments.length > 0 ? arguments[0] : "data");
        SendCaptures run = new SendCaptures(
                environment.containsKey("MILLRACE_ENDPOINT")
                        ? MillraceClient.of(environment)
                        : MillraceClient.of(folder));
        Map<String, List<Capture>> scenarios = new LinkedHashMap<>();
        for (Capture capture : Captures.all()) {
            scenarios.merge(capture.scenario(), List.of(capture), SendCaptures::join);
        }
        System.out.printf("sending %d scenarios to %s%n", scenarios.size(), run.client.endpoint());
        for (Map.Entry<String, List<Capture>> scenario : scenarios.entrySet()) {
            run.check(scenario.getKey(), scenario.getValue());
        }
        System.out.println(run.failures == 0 ? "all scenarios read back" : run.failures + " scenarios differ");
        System.exit(run.failures == 0 ? 0 : 1);
    }

    private void check(String name, List<Capture> captures) throws IOException, InterruptedException {
        Map<Signal, Long> before = rows();
        Map<Signal, Long> expected = new EnumMap<>(before);
        String problem = "";
        for (Capture capture : captures) {
            HttpResponse<String> answer = client.send(capture);
            int wanted = capture.isJson() ? 200 : 415;
            if (answer.statusCode() != wanted) {
                problem = capture.name() + " answered " + answer.statusCode() + " instead of " + wanted + ": "
                        + answer.body();
            }
            if (capture.isJson()) {
                long sent = BodyFacts.records(capture.signal(), capture.body());
                expected.merge(capture.signal(), sent, Long::sum);
            }
        }
        Map<Signal, Long> after = before;
        for (int poll = 0; poll < POLLS && !after.equals(expected); poll++) {
            Thread.sleep(POLL_MILLIS);
            after = rows();
        }
        if (!after.equals(expected)) {
            problem = "tables hold " + after + " rows instead of " + expected
                    + " (a repeat within a minute adds nothing: was this sent just before?)";
        }
        failures += problem.isEmpty() ? 0 : 1;
        System.out.printf("%-45s %2d requests  %s%n", name, captures.size(), problem.isEmpty() ? "ok" : problem);
    }

    private Map<Signal, Long> rows() throws IOException, InterruptedException {
        Map<Signal, Long> rows = new EnumMap<>(Signal.class);
        for (Signal signal : Signal.values()) {
            rows.put(signal, client.number("select count(*) from " + signal.tableName()));
        }
        return rows;
    }

    private static List<Capture> join(List<Capture> first, List<Capture> second) {
        return java.util.stream.Stream.concat(first.stream(), second.stream()).toList();
    }
}
