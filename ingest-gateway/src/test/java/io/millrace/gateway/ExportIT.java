package io.millrace.gateway;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.testkit.Eventually;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(GatewayBroker.class)
class ExportIT {
    private static final TestTenant TENANT = new TestTenant("export");

    @BeforeEach
    void publishDirectory() {
        GatewayBroker.publish(
                ConfigProvider.getConfig().getValue("kafka.bootstrap.servers", String.class), 1, TENANT.records());
        Eventually.until(
                "directory",
                Duration.ofSeconds(30),
                () -> given().header("Authorization", TestTenant.bearer(TENANT.key))
                                .contentType("application/json")
                                .body("{}")
                                .post(TENANT.path("logs"))
                                .statusCode()
                        == 200);
    }

    @Test
    void answersWithAnEmptyObject() {
        var response = given().header("Authorization", TestTenant.bearer(TENANT.key))
                .contentType("application/json")
                .body(
                        "{\"resourceLogs\":[{\"scopeLogs\":[{\"logRecords\":[{\"timeUnixNano\":\"1\",\"body\":{\"stringValue\":\"x\"}}]}]}]}")
                .post(TENANT.path("logs"));

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body().asString()).isEqualTo("{}");
        assertThat(response.contentType()).isEqualTo("application/json");
    }
}
