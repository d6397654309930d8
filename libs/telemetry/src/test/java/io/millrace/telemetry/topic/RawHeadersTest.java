package io.millrace.telemetry.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.millrace.telemetry.directory.DirectoryRecord.Action;
import io.millrace.telemetry.directory.DirectoryRecord.RedactionPolicy;
import io.millrace.telemetry.directory.DirectoryRecord.Rule;
import io.millrace.telemetry.directory.DirectoryRecord.Selector;
import java.util.Collections;
import java.util.List;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RawHeadersTest {
    private static final Rule RULE = new Rule("r", Selector.PATH, "user.email", Action.HMAC, "k1");

    @Test
    void readsWhatItWrites() {
        RawHeaders headers = headers(new RedactionPolicy(false, true, List.of(RULE)));

        assertThat(written(headers)).isEqualTo(headers);
        assertThat(written(headers(RedactionPolicy.DEFAULT))).isEqualTo(headers(RedactionPolicy.DEFAULT));
        assertThat(written(headers(null))).isEqualTo(headers(null));
    }

    @Test
    void tellsTheLongestPolicyThatCanBeSetInFewBytes() {
        RedactionPolicy large = new RedactionPolicy(true, false, Collections.nCopies(300, RULE));

        assertThat(written(headers(large)).policy()).isEqualTo(large);
        RecordHeaders kafka = new RecordHeaders();
        headers(large).writeTo(kafka);
        assertThat(kafka.lastHeader("millrace-policy").value()).hasSizeLessThan(1024);
    }

    @Test
    void refusesAPolicyThatInflatesWithoutEndAndOneThatIsNone() {
        RedactionPolicy endless = new RedactionPolicy(true, false, Collections.nCopies(100_000, RULE));
        RecordHeaders kafka = new RecordHeaders();
        headers(endless).writeTo(kafka);

        assertThatIllegalArgumentException().isThrownBy(() -> RawHeaders.read(kafka));

        kafka.remove("millrace-policy");
        kafka.add("millrace-policy", new byte[] {1, 2, 3});
        assertThatIllegalArgumentException().isThrownBy(() -> RawHeaders.read(kafka));
    }

    private static RawHeaders headers(@Nullable RedactionPolicy policy) {
        return new RawHeaders("o", "i", "k", 5L, RequestDigest.of("i", new byte[0]), 0, 2, "again", policy);
    }

    private static RawHeaders written(RawHeaders headers) {
        RecordHeaders kafka = new RecordHeaders();
        headers.writeTo(kafka);
        return RawHeaders.read(kafka);
    }
}
