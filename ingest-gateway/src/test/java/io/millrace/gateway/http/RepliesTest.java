package io.millrace.gateway.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.gateway.reply.Reason;
import io.millrace.gateway.reply.Refusal;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RepliesTest {
    private final Replies replies = new Replies(new Random(1));

    @ParameterizedTest(name = "RES-5: {0}")
    @EnumSource(Reason.class)
    void answersEveryRefusalWithAStatusBody(Reason reason) {
        Reply reply = replies.refused(Refusal.of(reason, "what to do"), false);

        assertThat(reply.status()).isEqualTo(reason.httpStatus()).isBetween(400, 599);
        assertThat(new String(reply.body(), UTF_8))
                .startsWith("{\"code\":" + reason.rpcCode() + ",\"message\":\"what to do (request ")
                .contains("\"@type\":\"type.googleapis.com/google.rpc.ErrorInfo\"");
    }

    @Test
    @DisplayName("RA-2, RA-3: however often")
    void neverAsksToWaitLongerThanAClientCan() {
        List<String> waits = IntStream.range(0, 1_000)
                .mapToObj(i -> replies.refused(Refusal.of(Reason.OVERLOADED, "m"), false))
                .flatMap(reply -> reply.headers().stream())
                .filter(header -> header.getKey().equals("Retry-After"))
                .map(Map.Entry::getValue)
                .toList();

        assertThat(waits).hasSize(1_000).containsOnly("1", "2", "3");
    }

    @Test
    @DisplayName("ST-9: a defect keeps the data with the client")
    void answersADefectWith503() {
        Reply reply = replies.refused(Refusal.of(Reason.DEFECT, "m"), false);

        assertThat(reply.status()).isEqualTo(503);
        assertThat(reply.headers()).extracting(Map.Entry::getKey).contains("Retry-After");
    }
}
