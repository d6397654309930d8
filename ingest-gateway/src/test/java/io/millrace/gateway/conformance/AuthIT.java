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
class AuthIT {
    private static final TestTenant TENANT = GatewayUnderTest.TENANT;

    @BeforeEach
    void awaitReady() {
        GatewayUnderTest.awaitReady();
    }

    @Test
    @DisplayName("AUTH-1")
    void takesAnOwnersKey() {
        assertThat(Export.of(TENANT).reply().status()).isEqualTo(200);
    }

    @ParameterizedTest(name = "AUTH-2 <{0}>")
    @ValueSource(strings = {"", "Basic abc", "Bearer", "Bearer ", "Bearer mr_0000", "Bearerx"})
    void refusesWhatIsNoKey(String value) {
        RawReply reply = Export.of(TENANT).header("Authorization", value).reply();

        assertThat(reply.status()).isEqualTo(401);
        assertThat(reply.header("WWW-Authenticate")).startsWith("Bearer");
        assertThat(reply.body()).startsWith("{\"code\":16,");
    }

    @Test
    @DisplayName("AUTH-2 no header")
    void refusesAMissingHeader() {
        assertThat(Export.of(TENANT).without("Authorization").reply().status()).isEqualTo(401);
    }

    @Test
    @DisplayName("AUTH-2 two headers")
    void refusesTwoHeaders() {
        RawReply reply = Export.of(TENANT)
                .header("authorization", TestTenant.bearer(TENANT.key))
                .reply();

        assertThat(reply.status()).isEqualTo(401);
    }

    @Test
    @DisplayName("AUTH-3, ST-2: unknown, revoked, expired and removed look the same")
    void tellsNothingAboutAKeyThatIsNotAccepted() {
        String unknown = reply(TestTenant.bearer(new TestTenant("nobody").key));

        assertThat(reply(TestTenant.bearer(TENANT.revokedKey))).isEqualTo(unknown);
        assertThat(reply(TestTenant.bearer(TENANT.expiredKey))).isEqualTo(unknown);
        assertThat(reply(TestTenant.bearer(TENANT.removedUsersKey))).isEqualTo(unknown);
        assertThat(unknown).startsWith("401 ");
    }

    @Test
    @DisplayName("AUTH-3, ST-3 demoted")
    void refusesAMembersKey() {
        assertThat(reply(TestTenant.bearer(TENANT.membersKey)))
                .startsWith("403 ")
                .contains("owner");
    }

    @Test
    @DisplayName("ST-3 query key")
    void refusesAKeyThatCanOnlyAsk() {
        assertThat(reply(TestTenant.bearer(TENANT.queryKey))).startsWith("403 ");
    }

    @Test
    @DisplayName("ST-3 disabled integration")
    void refusesADisabledIntegration() {
        RawReply reply = Export.of(TENANT)
                .path("/otlp/" + TENANT.disabledIntegration + "/v1/logs")
                .reply();

        assertThat(reply.status()).isEqualTo(403);
        assertThat(reply.body()).contains("disabled");
    }

    @Test
    @DisplayName("AUTH-4")
    void refusesAnotherTenantsIntegrationAsIfThereWereNone() {
        String other = Export.of(TENANT)
                .path(GatewayUnderTest.OTHER.path("logs"))
                .reply()
                .body();
        String none = Export.of(TENANT).path("/otlp/nowhere/v1/logs").reply().body();

        assertThat(withoutRequestId(other)).isEqualTo(withoutRequestId(none)).startsWith("{\"code\":7,");
    }

    @Test
    @DisplayName("AUTH-5")
    void refusesAKeyInTheQuery() {
        RawReply reply = Export.of(TENANT)
                .without("Authorization")
                .path(TENANT.path("logs") + "?key=" + TENANT.key.text())
                .reply();

        assertThat(reply.status()).isEqualTo(401);
        assertThat(reply.body()).doesNotContain(TENANT.key.text());
    }

    @ParameterizedTest(name = "AUTH-6 <{0}>")
    @ValueSource(strings = {"bearer %s", "BEARER   %s", "Bearer %s  ", "Bearer\t%s"})
    void takesTheSchemeInAnyCaseWithBlanksAround(String form) {
        String value = form.formatted(TENANT.key.text());

        assertThat(Export.of(TENANT).header("Authorization", value).reply().status())
                .isEqualTo(200);
    }

    @Test
    @DisplayName("AUTH-6 encoded blank")
    void hintsAtAnEncodedBlank() {
        RawReply reply = Export.of(TENANT)
                .header("Authorization", "Bearer%20" + TENANT.key.text())
                .reply();

        assertThat(reply.status()).isEqualTo(401);
        assertThat(reply.body()).contains("%20").doesNotContain(TENANT.key.text());
    }

    @Test
    @DisplayName("AUTH-8: 401 before a large body is read")
    void refusesBeforeALargeBodyComes() {
        try (RawConnection connection = RawConnection.open()) {
            connection.send(Export.of(TENANT)
                    .without("Authorization")
                    .head("Content-Length: 10000000\r\nExpect: 100-continue\r\n"));

            RawReply reply = connection.read();

            assertThat(reply.status()).isEqualTo(401);
            assertThat(reply.header("Connection")).isEqualTo("close");
            assertThat(connection.isAtEnd()).isTrue();
        }
    }

    @Test
    @DisplayName("AUTH-9: a wrong key, then whatever body")
    void neverDecompressesForAWrongKey() {
        RawReply reply = Export.of(TENANT)
                .header("Authorization", TestTenant.bearer(TENANT.revokedKey))
                .header("Content-Encoding", "gzip")
                .body("this is no gzip")
                .reply();

        assertThat(reply.status()).isEqualTo(401);
    }

    private static String reply(String authorization) {
        RawReply reply =
                Export.of(TENANT).header("Authorization", authorization).reply();
        return reply.status() + " " + withoutRequestId(reply.body());
    }

    private static String withoutRequestId(String body) {
        return body.replaceAll("[0-9a-f]{16}", "id");
    }
}
