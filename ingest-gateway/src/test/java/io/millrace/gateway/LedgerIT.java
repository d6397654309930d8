package io.millrace.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.telemetry.ledger.AccountingJson;
import io.millrace.telemetry.ledger.AccountingRecord;
import io.millrace.telemetry.topic.Topics;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(GatewayBroker.class)
class LedgerIT {
    private static final TestTenant TENANT = GatewayUnderTest.OTHER;

    @BeforeEach
    void awaitReady() {
        GatewayUnderTest.awaitReady();
    }

    @Test
    @DisplayName("P15, P21: a rejected request is in the ledger of its integration within seconds, with its reason")
    void tellsTheLedgerOfARejectedRequest() {
        try (RawTopicTail tail = new RawTopicTail(GatewayUnderTest.bootstrapServers(), Topics.ACCOUNTING)) {
            Export.of(TENANT)
                    .without("Authorization")
                    .header("User-Agent", "some client/1")
                    .reply();

            AccountingRecord line = line(tail, "rejected");

            assertThat(line.integration()).isEqualTo(TENANT.integration);
            assertThat(line.organization()).isEqualTo(TENANT.organization);
            assertThat(line.reason()).isEqualTo("missing_key");
            assertThat(line.signal()).isEqualTo("logs");
            assertThat(line.requests()).isEqualTo(1);
            assertThat(line.client()).isEqualTo("some client/1");
        }
    }

    @Test
    @DisplayName("P26: accepted records and bytes are in the ledger")
    void tellsTheLedgerOfAnAcceptedRequest() {
        String body = Export.logs("{\"timeUnixNano\":\"1700000000000000000\"}");
        try (RawTopicTail tail = new RawTopicTail(GatewayUnderTest.bootstrapServers(), Topics.ACCOUNTING)) {
            Export.of(TENANT).body(body).reply();

            AccountingRecord line = line(tail, "accepted");

            assertThat(line.records()).isEqualTo(1);
            assertThat(line.bytes()).isEqualTo(body.length());
            assertThat(line.keyId()).isEqualTo(TENANT.key.id());
        }
    }

    @Test
    @DisplayName("ST-5, P21: a request above a soft quota is in the ledger, accepted and with its notice")
    void tellsTheLedgerOfANotice() {
        String body = Export.logs("{\"timeUnixNano\":\"1\"},".repeat(39) + "{\"timeUnixNano\":\"1\"}");
        try (RawTopicTail tail = new RawTopicTail(GatewayUnderTest.bootstrapServers(), Topics.ACCOUNTING)) {
            Export.of(TENANT)
                    .path(TestTenant.path(TENANT.softQuotaIntegration, "logs"))
                    .body(body)
                    .reply();

            AccountingRecord line = line(tail, TENANT.softQuotaIntegration, "noticed");

            assertThat(line.reason()).isEqualTo("soft_quota_records");
            assertThat(line.requests()).isEqualTo(1);
            assertThat(line.keyId()).isEqualTo(TENANT.key.id());
        }
    }

    private static AccountingRecord line(RawTopicTail tail, String outcome) {
        return line(tail, TENANT.integration, outcome);
    }

    private static AccountingRecord line(RawTopicTail tail, String integration, String outcome) {
        return tail
                .next(1, it -> {
                    AccountingRecord line = AccountingJson.read(it.value());
                    return line.integration().equals(integration)
                            && line.outcome().equals(outcome);
                })
                .stream()
                .map(it -> AccountingJson.read(it.value()))
                .findFirst()
                .orElseThrow();
    }
}
