package io.millrace.gateway.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.gateway.GatewayUnderTest;
import io.millrace.gateway.TestTenant;
import io.millrace.testkit.Eventually;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@QuarkusTest
@WithTestResource(TlsGateway.class)
class TlsIT {
    private static final TestTenant TENANT = GatewayUnderTest.TENANT;

    @BeforeEach
    void awaitReady() {
        GatewayUnderTest.awaitReady();
    }

    private static HttpResponse<String> export(boolean withCertificate, HttpClient.Version version)
            throws IOException, InterruptedException {
        Certificates certificates = Certificates.in(System.getProperty(TlsGateway.FOLDER));
        HttpClient client = HttpClient.newBuilder()
                .version(version)
                .sslContext(certificates.client(withCertificate))
                .build();
        int port = ConfigProvider.getConfig().getValue("quarkus.http.test-ssl-port", Integer.class);
        HttpRequest request = HttpRequest.newBuilder(URI.create("https://localhost:" + port + TENANT.path("logs")))
                .header("Authorization", TestTenant.bearer(TENANT.key))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{}"))
                .timeout(Duration.ofSeconds(30))
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }

    @ParameterizedTest(name = "H2-1 over TLS by ALPN: {0}")
    @EnumSource(HttpClient.Version.class)
    void takesExportsOfAClientWithACertificate(HttpClient.Version version) throws IOException, InterruptedException {
        HttpResponse<String> response = export(true, version);

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.version()).isEqualTo(version);
        assertThat(response.body()).isEqualTo("{}");
    }

    @Test
    @DisplayName("mTLS: no certificate")
    void refusesAClientWithoutACertificate() {
        assertThatThrownBy(() -> export(false, HttpClient.Version.HTTP_1_1)).isInstanceOf(IOException.class);
    }

    @Test
    void sendsTracesOfItsOwnWhereTheyAreSwitchedOn() {
        System.clearProperty(TlsGateway.TRACES);

        GatewayUnderTest.awaitReady();

        Eventually.until(
                "a trace is exported", Duration.ofSeconds(60), () -> System.getProperty(TlsGateway.TRACES) != null);
    }
}
