package io.millrace.sink;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.sink.event.EventReader;
import io.millrace.sink.event.EventRow;
import io.millrace.sink.event.EventText;
import io.millrace.sink.event.UnreadableEventException;
import io.millrace.telemetry.Signal;
import io.millrace.telemetry.directory.Deletion;
import io.millrace.telemetry.directory.DirectoryMessage;
import io.millrace.telemetry.directory.DirectoryState;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class DirectoryErasuresTest {
    private static final long RECEIVED_MILLIS = 1_795_000_000_000L;

    private final DirectoryState directory = new DirectoryState();
    private final DirectoryErasures erasures = new DirectoryErasures(directory, Signal.LOGS);

    @Test
    void coversWhatADeletedIntegrationSentUntilThen() throws Exception {
        publish(new Deletion("d1", "acme", "int1", null, null, RECEIVED_MILLIS));

        assertThat(erasures.covers(rowOf("someone"))).isTrue();
    }

    @Test
    void coversOnlyTheNamedUser() throws Exception {
        publish(new Deletion("d1", "acme", null, Deletion.Identity.USER_ID, "gone", RECEIVED_MILLIS));

        assertThat(erasures.covers(rowOf("gone"))).isTrue();
        assertThat(erasures.covers(rowOf("someone"))).isFalse();
    }

    @Test
    void takesAnEventWithoutAUserForNobodys() throws Exception {
        publish(new Deletion("d1", "acme", null, Deletion.Identity.USER_ID, "null", RECEIVED_MILLIS));

        assertThat(erasures.covers(row(EventText.event("raw", 0, 0, 0)))).isFalse();
        assertThat(erasures.covers(rowOf("null"))).isTrue();
    }

    @Test
    void leavesLaterDataAndOtherOrganizationsAlone() throws Exception {
        publish(new Deletion("d1", "acme", "int1", null, null, RECEIVED_MILLIS - 1));
        publish(new Deletion("d2", "other", "int1", null, null, RECEIVED_MILLIS));

        assertThat(erasures.covers(rowOf("gone"))).isFalse();
    }

    private void publish(Deletion deletion) {
        directory.apply(new DirectoryMessage.State(deletion, 1));
    }

    private static EventRow rowOf(String user) throws UnreadableEventException {
        return row(EventText.event("raw", 0, 0, 0).with("user_id", "\"" + user + "\""));
    }

    private static EventRow row(EventText event) throws UnreadableEventException {
        return new EventReader(Signal.LOGS).read(event.text().getBytes(StandardCharsets.UTF_8));
    }
}
