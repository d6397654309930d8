package io.millrace.gateway.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.gateway.Export;
import io.millrace.gateway.GatewayBroker;
import io.millrace.gateway.GatewayUnderTest;
import io.millrace.gateway.RawReply;
import io.millrace.gateway.TestTenant;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(GatewayBroker.class)
class QuotaIT {
    private static final TestTenant TENANT = GatewayUnderTest.TENANT;

    @BeforeEach
    void awaitReady() {
        GatewayUnderTest.awaitReady();
    }

    @Test
    @DisplayName("ST-5, RA-1, RA-2: over a hard quota")
    void refusesWhatIsAboveAHardQuotaAndSaysWhichAndWhere() {
        Export export = Export.of(TENANT).path(TestTenant.path(TENANT.hardQuotaIntegration, "logs"));
        // more than a window and what the time of sending gives back
        List<RawReply> replies =
                IntStream.range(0, 200).mapToObj(i -> export.reply()).toList();

        List<RawReply> refused =
                replies.stream().filter(reply -> reply.status() == 429).toList();

        assertThat(replies).extracting(RawReply::status).contains(200);
        assertThat(refused).isNotEmpty().allSatisfy(reply -> {
            assertThat(reply.header("Retry-After")).isIn("1", "2", "3");
            assertThat(reply.body())
                    .contains("of this integration allows 10 requests in 10 s", "console", "\"reason\":\"OVER_QUOTA\"");
        });
    }

    @Test
    @DisplayName("ST-5, PS-5: over a soft quota")
    void takesWhatIsAboveASoftQuotaWithANotice() {
        String body = Export.logs("{\"timeUnixNano\":\"1\"},".repeat(39) + "{\"timeUnixNano\":\"1\"}");
        Export export = Export.of(TENANT)
                .path(TestTenant.path(TENANT.softQuotaIntegration, "logs"))
                .body(body);

        RawReply reply = export.reply();

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.body())
                .startsWith("{\"partialSuccess\":{\"rejectedLogRecords\":\"0\"")
                .contains("allows 10 records in 10 s");
    }

    @Test
    @DisplayName("CON-3: another tenant's quota")
    void leavesOtherIntegrationsAlone() {
        Export over = Export.of(TENANT).path(TestTenant.path(TENANT.hardQuotaIntegration, "logs"));
        IntStream.range(0, 30).forEach(i -> over.reply());

        assertThat(Export.of(TENANT).reply().status()).isEqualTo(200);
        assertThat(Export.of(GatewayUnderTest.OTHER).reply().status()).isEqualTo(200);
    }
}
