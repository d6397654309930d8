package io.millrace.console.access;

import static io.millrace.console.TestAccounts.bean;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.console.ConsoleBackends;
import io.millrace.console.TestAccounts;
import io.millrace.console.directory.AccountsDirectory;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

/** For every call of the running console: who gets through, and nobody else does. */
@QuarkusTest
@QuarkusTestResource(ConsoleBackends.class)
class EndpointMatrixIT {
    private static final Set<Integer> REFUSED = Set.of(401, 403);
    private static final Set<Integer> OFF = Set.of(404);
    private static final Set<String> REFUSE_THEMSELVES = Set.of("POST /api/session", "PUT /api/session/password");
    private static final String STREAM = "GET /api/events/live";

    private final HttpClient http = HttpClient.newHttpClient();
    private final Matrix matrix = Matrix.read();

    @Test
    void hasARowForEveryCallOfTheConsole() {
        assertThat(matrix.rows().keySet())
                .as("access-matrix.txt has one row for each call that /q/openapi lists")
                .containsExactlyInAnyOrderElementsOf(calls());
    }

    @Test
    void letsNobodyThroughWhoMayNot() {
        TestAccounts accounts = TestAccounts.make();
        Map<String, Consumer<HttpRequest.Builder>> callers = Callers.of(accounts);
        Things things = Things.of(accounts);
        long changes = changes();
        SoftAssertions softly = new SoftAssertions();

        for (String call : matrix.rows().keySet()) {
            callers.forEach((name, caller) -> {
                if (!mayPass(call, name)) {
                    Reply reply = send(call, things.path(call), caller);
                    softly.assertThat(reply.status())
                            .as(name + ": " + call)
                            .isIn(matrix.letsIn(call, "off") ? OFF : REFUSED);
                    softly.assertThat(reply.isProblem())
                            .as(name + ": " + call + ": " + reply)
                            .isTrue();
                }
            });
        }

        softly.assertThat(changes()).as("nothing was changed").isEqualTo(changes);
        softly.assertAll();
    }

    @Test
    void letsThoseThroughWhoMay() {
        SoftAssertions softly = new SoftAssertions();
        TestAccounts accounts = TestAccounts.make();
        Map<String, Consumer<HttpRequest.Builder>> callers = Callers.of(accounts);

        for (String call : matrix.rows().keySet()) {
            callers.forEach((name, caller) -> {
                if (mayPass(call, name) && !endsTheSession(call)) {
                    Reply reply = send(call, Things.filled(path(call), "nothing"), caller);
                    boolean refused = REFUSED.contains(reply.status()) && !REFUSE_THEMSELVES.contains(call);
                    softly.assertThat(refused)
                            .as(name + ": " + call + ": " + reply)
                            .isFalse();
                    softly.assertThat(reply.status())
                            .as(name + ": " + call + ": " + reply)
                            .isNotEqualTo(500);
                }
            });
        }

        softly.assertAll();
    }

    @Test
    void showsAndChangesNothingOfAnotherOrganization() {
        TestAccounts accounts = TestAccounts.make();
        Things things = Things.of(accounts);
        Consumer<HttpRequest.Builder> stranger =
                Callers.session(TestAccounts.make().owner());
        long changes = changes();
        SoftAssertions softly = new SoftAssertions();

        for (String call : matrix.rows().keySet()) {
            boolean reads = call.startsWith("GET ") && !call.equals(STREAM);
            if (call.contains("{id}") || reads) {
                Reply reply = send(call, things.path(call), stranger);
                if (things.has(call)) {
                    softly.assertThat(reply.status()).as(call + ": " + reply).isEqualTo(404);
                }
                things.secrets()
                        .forEach(secret ->
                                softly.assertThat(reply.body()).as(call).doesNotContain(secret));
            }
        }

        softly.assertThat(changes()).as("nothing was changed").isEqualTo(changes);
        softly.assertAll();
    }

    @Test
    void answersABodyThatCannotBeReadWithAProblem() {
        TestAccounts accounts = TestAccounts.make();
        Consumer<HttpRequest.Builder> owner = Callers.session(accounts.owner());
        SoftAssertions softly = new SoftAssertions();

        for (String call : matrix.rows().keySet()) {
            if (call.matches("(POST|PUT|PATCH) /api/(session|organization|users|invitations|keys|integrations)[^{]*")) {
                for (String body : new String[] {"", "null", "[]", "{", "\"text\"", "{\"name\":{\"a\":1}}"}) {
                    Reply reply = send(call, path(call), owner, body);
                    boolean wrong = reply.status() >= 400 && reply.status() < 500;
                    boolean unchanged = call.startsWith("PATCH") && reply.status() == 200;
                    softly.assertThat(wrong || unchanged)
                            .as(call + " " + body + ": " + reply)
                            .isTrue();
                    softly.assertThat(unchanged || reply.isProblem())
                            .as(call + " " + body + ": " + reply)
                            .isTrue();
                }
            }
        }

        softly.assertAll();
    }

    /** A foreign page has the browser's cookie but not the page's token: it can do nothing but read, and cannot read the reply. */
    private boolean mayPass(String call, String caller) {
        return caller.equals("foreign-page")
                ? call.startsWith("GET ") || matrix.letsIn(call, "nobody-at-all")
                : !caller.equals("nobody") ? matrix.letsIn(call, caller) : matrix.letsIn(call, "nobody-at-all");
    }

    private static boolean endsTheSession(String call) {
        return call.startsWith("DELETE /api/session");
    }

    private static Set<String> calls() {
        Map<String, Map<String, Object>> paths = given().accept("application/json")
                .get("/q/openapi?format=json")
                .then()
                .statusCode(200)
                .extract()
                .path("paths");
        Set<String> calls = new TreeSet<>();
        paths.forEach((path, methods) -> methods.keySet().stream()
                .filter(method -> method.matches("get|post|put|patch|delete"))
                .forEach(method -> calls.add(method.toUpperCase(java.util.Locale.ROOT) + " " + path)));
        return calls;
    }

    private static long changes() {
        bean(AccountsDirectory.class).refresh();
        return bean(AccountsDirectory.class).snapshot().changes();
    }

    private static String path(String call) {
        return call.substring(call.indexOf(' ') + 1);
    }

    private Reply send(String call, String path, Consumer<HttpRequest.Builder> caller) {
        return send(call, path, caller, "{}");
    }

    private Reply send(String call, String path, Consumer<HttpRequest.Builder> caller, String body) {
        String method = call.substring(0, call.indexOf(' '));
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://localhost:" + RestAssured.port + path))
                .timeout(call.equals(STREAM) ? Duration.ofSeconds(2) : Duration.ofSeconds(60))
                .method(
                        method,
                        method.matches("GET|DELETE")
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(body));
        if (!method.matches("GET|DELETE")) {
            request.header("Content-Type", "application/json");
        }
        caller.accept(request);
        try {
            HttpResponse<InputStream> response = http.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
            String type = response.headers().firstValue("Content-Type").orElse("");
            try (InputStream in = response.body()) {
                String text = type.startsWith("text/event-stream")
                        ? ""
                        : new String(in.readAllBytes(), StandardCharsets.UTF_8);
                return new Reply(response.statusCode(), type, text);
            }
        } catch (HttpTimeoutException e) {
            return new Reply(200, "text/event-stream", ""); // a stream that has begun and has nothing to say yet
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(call, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private record Reply(int status, String type, String body) {
        boolean isProblem() {
            return type.startsWith("application/problem+json");
        }
    }
}
