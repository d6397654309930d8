package io.millrace.gateway.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.gateway.Export;
import io.millrace.gateway.GatewayBroker;
import io.millrace.gateway.GatewayUnderTest;
import io.millrace.gateway.RawConnection;
import io.millrace.gateway.RawReply;
import io.millrace.gateway.TestTenant;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(GatewayBroker.class)
class PathAndMethodIT {
    private static final TestTenant TENANT = GatewayUnderTest.TENANT;

    @BeforeEach
    void awaitReady() {
        GatewayUnderTest.awaitReady();
    }

    @ParameterizedTest(name = "PATH-1 to PATH-4 {0}")
    @ValueSource(strings = {"logs", "metrics", "traces"})
    void takesTheThreeSignals(String signal) {
        RawReply reply = Export.of(TENANT).path(TENANT.path(signal)).reply();

        assertThat(reply.status()).isEqualTo(200);
    }

    @ParameterizedTest(name = "PATH-1 bare path {0}")
    @ValueSource(strings = {"/v1/logs", "/v1/metrics", "/v1/traces", "/v1/logs/"})
    void takesBarePathsForAKeyOfOneIntegration(String path) {
        RawReply reply = Export.of(TENANT)
                .path(path)
                .header("Authorization", TestTenant.bearer(TENANT.scopedKey))
                .reply();

        assertThat(reply.status()).isEqualTo(200);
    }

    @Test
    @DisplayName("bare path with a key for several integrations")
    void namesTheRightUrlForABarePath() {
        RawReply reply = Export.of(TENANT).path("/v1/logs").reply();

        assertThat(reply.status()).isEqualTo(404);
        assertThat(reply.body()).contains("/otlp/<integration id>");
    }

    @ParameterizedTest(name = "PATH-5 {0}")
    @ValueSource(strings = {"/", "/v1/trace", "/otlp", "/otlp/", "/otlp/x/v2/logs", "/v1/logs/x", "/otlp/a b/v1/logs"})
    void answersUnknownPathsWithAStatus(String path) {
        RawReply reply = Export.of(TENANT).path(path.replace(" ", "%20")).reply();

        assertThat(reply.status()).isEqualTo(404);
        assertThat(reply.header("Content-Type")).isEqualTo("application/json");
        assertThat(reply.body()).startsWith("{\"code\":5,\"message\":");
    }

    @ParameterizedTest(name = "RES-5 {0}")
    @ValueSource(strings = {"/nothing", "/nothing/v1/logs"})
    void answersAPathThatNobodyHasWithAStatus(String path) {
        RawReply reply = Export.of(TENANT).path(path).reply();

        assertThat(reply.status()).isEqualTo(404);
        assertThat(reply.header("Content-Type")).isEqualTo("application/json");
        assertThat(reply.body()).startsWith("{\"code\":5,\"message\":");
    }

    @Test
    @DisplayName("PATH-5 trailing slash")
    void takesATrailingSlash() {
        RawReply reply = Export.of(TENANT).path(TENANT.path("logs") + "/").reply();

        assertThat(reply.status()).isEqualTo(200);
    }

    @ParameterizedTest(name = "PATH-6 {0}")
    @ValueSource(strings = {"/v1development/profiles", "/otlp/here-integration/v1development/profiles"})
    void saysThatProfilesAreNotSupported(String path) {
        RawReply reply = Export.of(TENANT).path(path).reply();

        assertThat(reply.status()).isEqualTo(404);
        assertThat(reply.body()).contains("profiles are not supported");
    }

    @Test
    @DisplayName("PATH-7, PS-5")
    void warnsOfABodyOfAnotherSignal() {
        RawReply reply = Export.of(TENANT).body(Export.metrics("")).reply();

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.body())
                .startsWith("{\"partialSuccess\":{\"rejectedLogRecords\":\"0\",\"errorMessage\":\"")
                .contains("resourceMetrics");
    }

    @ParameterizedTest(name = "METH-1, METH-2 {0}")
    @ValueSource(strings = {"GET", "PUT", "DELETE", "OPTIONS", "PATCH"})
    void refusesOtherMethods(String method) {
        RawReply reply = Export.of(TENANT).method(method).reply();

        assertThat(reply.status()).isEqualTo(405);
        assertThat(reply.header("Allow")).isEqualTo("POST");
        assertThat(reply.body()).startsWith("{\"code\":12,");
    }

    @Test
    @DisplayName("METH-1 HEAD")
    void refusesHeadWithoutABody() {
        try (RawConnection connection = RawConnection.open()) {
            connection.send(Export.of(TENANT).method("HEAD").head("Connection: close\r\n"));

            assertThat(connection.readHead().status()).isEqualTo(405);
            assertThat(connection.isAtEnd()).isTrue();
        }
    }
}
