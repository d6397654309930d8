package io.millrace.gateway.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.gateway.GatewayBroker;
import io.millrace.gateway.GatewayUnderTest;
import io.millrace.gateway.TestTenant;
import io.millrace.testkit.Eventually;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.RequestOptions;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(GatewayBroker.class)
class Http2IT {
    private static final TestTenant TENANT = GatewayUnderTest.TENANT;
    private static final Duration LIMIT = Duration.ofSeconds(30);
    /** More than the server bears in its window. */
    private static final int RESETS = 500;

    private final Vertx vertx = Vertx.vertx();
    private final HttpClient client = vertx.createHttpClient(new HttpClientOptions()
            .setProtocolVersion(HttpVersion.HTTP_2)
            .setHttp2ClearTextUpgrade(false)
            .setHttp2MaxPoolSize(1));

    @BeforeEach
    void awaitReady() {
        GatewayUnderTest.awaitReady();
    }

    @AfterEach
    void close() {
        client.close();
        vertx.close();
    }

    private Future<HttpClientRequest> request(String authorization) {
        return client.request(new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setHost("127.0.0.1")
                .setPort(RestAssured.port)
                .setURI(TENANT.path("logs"))
                .putHeader("Authorization", authorization)
                .putHeader("Content-Type", "application/json"));
    }

    private static <T> T await(Future<T> future) {
        AtomicReference<T> result = new AtomicReference<>();
        AtomicBoolean done = new AtomicBoolean();
        future.onComplete(outcome -> {
            result.set(outcome.result());
            done.set(true);
        });
        Eventually.until("the reply is here", LIMIT, done::get);
        return Objects.requireNonNull(result.get());
    }

    @Test
    @DisplayName("H2-1 prior knowledge, stream limit")
    void takesExportsByPriorKnowledgeAndBoundsTheStreams() {
        AtomicReference<HttpConnection> connection = new AtomicReference<>();

        String reply = await(request(TestTenant.bearer(TENANT.key))
                .compose(request -> {
                    connection.set(request.connection());
                    return request.send("{}");
                })
                .compose(response ->
                        response.body().map(body -> response.version() + " " + response.statusCode() + " " + body)));

        assertThat(reply).isEqualTo("HTTP_2 200 {}");
        assertThat(Objects.requireNonNull(connection.get()).remoteSettings().getMaxConcurrentStreams())
                .isEqualTo(128);
    }

    @Test
    @DisplayName("H2-1 an upgrade without TLS, as Java's client offers it")
    void takesAnExportWithWhichTheConnectionIsUpgraded() throws IOException, InterruptedException {
        java.net.http.HttpResponse<String> response = java.net.http.HttpClient.newBuilder()
                .version(java.net.http.HttpClient.Version.HTTP_2)
                .build()
                .send(
                        java.net.http.HttpRequest.newBuilder(
                                        URI.create("http://127.0.0.1:" + RestAssured.port + TENANT.path("logs")))
                                .header("Authorization", TestTenant.bearer(TENANT.key))
                                .header("Content-Type", "application/json")
                                .POST(java.net.http.HttpRequest.BodyPublishers.ofString("{}"))
                                .timeout(LIMIT)
                                .build(),
                        java.net.http.HttpResponse.BodyHandlers.ofString());

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEqualTo("{}");
    }

    @Test
    @DisplayName("H2-1, AUTH-8: a large body with a wrong key")
    void refusesBeforeALargeBodyComes() {
        Integer status = await(request("Bearer nonsense")
                .compose(request -> request.send(Buffer.buffer(new byte[4 * 1024 * 1024])))
                .map(response -> response.statusCode()));

        assertThat(status).isEqualTo(401);
    }

    @Test
    @DisplayName("H2-1 rapid reset")
    void endsAConnectionThatResetsItsStreamsRapidly() {
        AtomicBoolean ended = new AtomicBoolean();
        AtomicReference<HttpConnection> first = new AtomicReference<>();
        for (int i = 0; i < RESETS; i++) {
            request(TestTenant.bearer(TENANT.key)).onSuccess(request -> {
                if (first.compareAndSet(null, request.connection())) {
                    request.connection().closeHandler(closed -> ended.set(true));
                    request.connection().goAwayHandler(away -> ended.set(true));
                }
                request.sendHead().onComplete(sent -> request.reset(8));
            });
        }

        Eventually.until("the connection is ended", LIMIT, ended::get);
    }
}
