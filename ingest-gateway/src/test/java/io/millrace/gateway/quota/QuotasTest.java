package io.millrace.gateway.quota;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.gateway.config.GatewayConfig;
import io.millrace.gateway.identity.Sender;
import io.millrace.gateway.reply.Checked;
import io.millrace.gateway.reply.Reason;
import io.millrace.telemetry.Signal;
import io.millrace.telemetry.directory.DirectoryRecord;
import io.millrace.telemetry.directory.DirectoryRecord.Integration;
import io.millrace.telemetry.directory.DirectoryRecord.KeyType;
import io.millrace.telemetry.directory.DirectoryRecord.Organization;
import io.millrace.telemetry.directory.DirectoryRecord.Quota;
import io.millrace.telemetry.directory.DirectoryRecord.RedactionPolicy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class QuotasTest {
    private static final long SECOND = 1_000_000_000L;
    private static final Quota HARD_TWO_REQUESTS = new Quota(2L, null, null, true);

    private long now;

    private final List<Limit> noticed = new ArrayList<>();

    private Quotas quotas(int gateways) {
        GatewayConfig.Quota config = new GatewayConfig.Quota() {
            @Override
            public Duration window() {
                return Duration.ofSeconds(10);
            }

            @Override
            public int gateways() {
                return gateways;
            }
        };
        return new Quotas(config, (sender, signal, limit) -> noticed.add(limit), () -> now);
    }

    private static Sender sender(Quota organization, Quota integration, Quota key) {
        return new Sender(
                new Organization("org", "Org", true, organization),
                new Integration("integration", "org", "ref", "I", true, RedactionPolicy.DEFAULT, integration, null),
                new DirectoryRecord.Key("key", "org", "user", KeyType.INGEST, "0".repeat(64), null, null, false, key));
    }

    private static String refusal(Checked<?> checked) {
        return checked.fold(value -> "passed", refusal -> {
            assertThat(refusal.reason()).isEqualTo(Reason.OVER_QUOTA);
            return refusal.message();
        });
    }

    @Test
    void letsABurstOfAWindowPassAndRefusesWhatIsAboveIt() {
        Quotas quotas = quotas(1);
        Sender sender = sender(Quota.NONE, Quota.NONE, HARD_TWO_REQUESTS);
        for (int i = 0; i < 20; i++) {
            assertThat(refusal(quotas.admit(sender))).isEqualTo("passed");
        }

        String refused = refusal(quotas.admit(sender));

        assertThat(refused).contains("of this API key", "allows 20 requests in 10 s", "20 came", "owner", "console");
    }

    @Test
    void letsRequestsPassAgainAsTimePasses() {
        Quotas quotas = quotas(1);
        Sender sender = sender(HARD_TWO_REQUESTS, Quota.NONE, Quota.NONE);
        for (int i = 0; i < 20; i++) {
            quotas.admit(sender);
        }

        now += SECOND / 2;

        assertThat(refusal(quotas.admit(sender))).isEqualTo("passed");
        assertThat(refusal(quotas.admit(sender))).contains("of the organization");
    }

    @Test
    void takesABodyLargerThanTheLimitOnceAndThenWaits() {
        Quotas quotas = quotas(1);
        Sender sender = sender(Quota.NONE, new Quota(null, 100L, null, true), Quota.NONE);

        assertThat(refusal(quotas.charge(sender, Signal.LOGS, 5_000, 1))).isEqualTo("passed");

        assertThat(refusal(quotas.admit(sender))).contains("of this integration", "allows 1000 bytes", "5000 came");
        now += 39 * SECOND;
        assertThat(refusal(quotas.admit(sender))).contains("bytes");
        now += 2 * SECOND;
        assertThat(refusal(quotas.admit(sender))).isEqualTo("passed");
    }

    @Test
    void countsRecords() {
        Quotas quotas = quotas(1);
        Sender sender = sender(new Quota(null, null, 3L, true), Quota.NONE, Quota.NONE);

        quotas.charge(sender, Signal.LOGS, 1, 30);

        assertThat(refusal(quotas.admit(sender))).contains("allows 30 records in 10 s");
        assertThat(refusal(quotas.charge(sender, Signal.LOGS, 1, 1))).contains("records");
    }

    @Test
    void onlyNoticesWhereTheQuotaIsSoft() {
        Quotas quotas = quotas(1);
        Sender sender = sender(Quota.NONE, Quota.NONE, new Quota(null, null, 1L, false));

        List<String> first = quotas.charge(sender, Signal.LOGS, 1, 9).fold(it -> it, refusal -> List.of("refused"));
        List<String> second = quotas.charge(sender, Signal.LOGS, 1, 9).fold(it -> it, refusal -> List.of("refused"));

        assertThat(first).isEmpty();
        assertThat(noticed).containsExactly(Limit.RECORDS);
        assertThat(second).singleElement().asString().contains("allows 10 records in 10 s, and 18 came");
        assertThat(refusal(quotas.admit(sender))).isEqualTo("passed");
    }

    @Test
    void letsEachGatewayPassItsPart() {
        Quotas quotas = quotas(4);
        Sender sender = sender(Quota.NONE, Quota.NONE, HARD_TWO_REQUESTS);
        for (int i = 0; i < 5; i++) {
            assertThat(refusal(quotas.admit(sender))).isEqualTo("passed");
        }

        assertThat(refusal(quotas.admit(sender))).contains("allows 5 requests");
    }

    @Test
    void startsAnewWhenTheQuotaIsChanged() {
        Quotas quotas = quotas(1);
        for (int i = 0; i < 20; i++) {
            quotas.admit(sender(Quota.NONE, Quota.NONE, HARD_TWO_REQUESTS));
        }

        assertThat(refusal(quotas.admit(sender(Quota.NONE, Quota.NONE, new Quota(3L, null, null, true)))))
                .isEqualTo("passed");
    }

    @Test
    void letsNothingPassWhereTheLimitIsZero() {
        assertThat(refusal(quotas(1).admit(sender(new Quota(0L, null, null, true), Quota.NONE, Quota.NONE))))
                .contains("allows 0 requests");
    }
}
