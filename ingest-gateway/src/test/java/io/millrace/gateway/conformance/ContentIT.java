package io.millrace.gateway.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.gateway.Export;
import io.millrace.gateway.GatewayBroker;
import io.millrace.gateway.GatewayUnderTest;
import io.millrace.gateway.RawReply;
import io.millrace.gateway.TestTenant;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(GatewayBroker.class)
class ContentIT {
    private static final TestTenant TENANT = GatewayUnderTest.TENANT;
    private static final String RECORD =
            Export.logs("{\"timeUnixNano\":\"1700000000000000000\",\"body\":{\"stringValue\":\"x\"}}");

    @BeforeEach
    void awaitReady() {
        GatewayUnderTest.awaitReady();
    }

    @ParameterizedTest(name = "CT-1, CT-2, CT-6 {0}")
    @ValueSource(
            strings = {
                "application/json",
                "application/json; charset=utf-8",
                "Application/JSON",
                "application/json;charset=\"UTF-8\"; profile=x"
            })
    void takesJson(String type) {
        RawReply reply =
                Export.of(TENANT).header("Content-Type", type).body(RECORD).reply();

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.header("Content-Type")).isEqualTo("application/json");
    }

    @ParameterizedTest(name = "CT-3, CT-4 {0}")
    @CsvSource({
        "application/x-protobuf, OTEL_EXPORTER_OTLP_PROTOCOL=http/json",
        "application/grpc, OTEL_EXPORTER_OTLP_PROTOCOL=http/json",
        "text/plain, application/json",
        "application/jsonp, application/json"
    })
    void refusesOtherTypesAndSaysWhatToSet(String type, String advice) {
        RawReply reply =
                Export.of(TENANT).header("Content-Type", type).body(RECORD).reply();

        assertThat(reply.status()).isEqualTo(415);
        assertThat(reply.body()).startsWith("{\"code\":3,").contains(advice);
    }

    @Test
    @DisplayName("CT-4 no type")
    void refusesAMissingType() {
        assertThat(Export.of(TENANT).without("Content-Type").reply().status()).isEqualTo(415);
    }

    @Test
    @DisplayName("CT-5 charset")
    void refusesAnotherCharset() {
        RawReply reply = Export.of(TENANT)
                .header("Content-Type", "application/json; charset=iso-8859-1")
                .reply();

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.body()).contains("UTF-8");
    }

    @Test
    @DisplayName("CT-5 UTF-16")
    void refusesUtf16() {
        byte[] utf16 = RECORD.getBytes(StandardCharsets.UTF_16);

        assertThat(Export.of(TENANT).body(utf16).reply().status()).isEqualTo(400);
    }

    @ParameterizedTest(name = "ENC-2, ENC-3 {0}")
    @ValueSource(strings = {"gzip", "GZip", "x-gzip"})
    void takesGzip(String coding) {
        RawReply reply = Export.of(TENANT)
                .header("Content-Encoding", coding)
                .body(Export.gzip(RECORD.getBytes(StandardCharsets.UTF_8)))
                .reply();

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.body()).isEqualTo("{}");
    }

    @Test
    @DisplayName("ENC-1, ENC-3 identity")
    void takesIdentity() {
        assertThat(Export.of(TENANT)
                        .header("Content-Encoding", "identity")
                        .body(RECORD)
                        .reply()
                        .status())
                .isEqualTo(200);
    }

    @ParameterizedTest(name = "ENC-4, ENC-5 {0}")
    @ValueSource(strings = {"zstd", "br", "deflate", "gzip, gzip", "gzip,identity"})
    void refusesOtherCodings(String coding) {
        RawReply reply = Export.of(TENANT).header("Content-Encoding", coding).reply();

        assertThat(reply.status()).isEqualTo(415);
        assertThat(reply.header("Accept-Encoding")).isEqualTo("gzip");
    }

    @Test
    @DisplayName("ENC-6 no gzip at all")
    void refusesPlainJsonThatIsSaidToBeGzip() {
        RawReply reply = Export.of(TENANT)
                .header("Content-Encoding", "gzip")
                .body(RECORD)
                .reply();

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.body()).startsWith("{\"code\":3,").contains("gzip");
    }

    @Test
    @DisplayName("ENC-8")
    void answersWithoutACoding() {
        RawReply reply = Export.of(TENANT).header("Accept-Encoding", "gzip").reply();

        assertThat(reply.header("Content-Encoding")).isEmpty();
        assertThat(reply.body()).isEqualTo("{}");
    }
}
