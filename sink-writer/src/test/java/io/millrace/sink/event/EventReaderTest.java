package io.millrace.sink.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.telemetry.Signal;
import io.millrace.telemetry.event.Column;
import io.millrace.telemetry.event.Columns;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventReaderTest {
    private static final List<String> NAMES =
            Columns.of(Signal.LOGS).stream().map(Column::name).toList();

    private final EventReader reader = new EventReader(Signal.LOGS);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "plain",
                "hä ß € 𝄞",
                "quoted \\\" and \\\\ back",
                "\\u00e4 escaped",
                "\\ud834\\udd1e pair",
                "line\\nbreak\\ttab"
            })
    void readsATextAsJsonMeansIt(String json) throws Exception {
        String expected = json.replace("\\\\", "\u0000")
                .replace("\\\"", "\"")
                .replace("\\u00e4", "ä")
                .replace("\\ud834\\udd1e", "𝄞")
                .replace("\\n", "\n")
                .replace("\\t", "\t")
                .replace("\u0000", "\\");

        EventRow row = read("body", '"' + json + '"');

        assertThat(value(row, "body")).hasToString(expected);
    }

    @Test
    void keepsTheAttributesAsTheirBytesCame() throws Exception {
        EventRow row = read("body", "\"x\"");

        assertThat(value(row, "attributes")).hasToString(EventText.ATTRIBUTES);
    }

    @Test
    void holdsAValueOnceThatEventAfterEventHas() throws Exception {
        EventRow first = read("session_id", "\"one\"");
        EventRow second = read("session_id", "\"one\"");
        EventRow third = read("session_id", "\"two\"");
        EventRow fourth = read("session_id", "\"on\\u0065\"");

        assertThat(value(second, "session_id")).isSameAs(value(first, "session_id"));
        assertThat(second.organization()).isSameAs(first.organization());
        assertThat(value(third, "session_id")).hasToString("two");
        assertThat(value(fourth, "session_id")).hasToString("one");
        assertThat(value(first, "session_id")).as("earlier rows stay").hasToString("one");
    }

    @Test
    void saysWhichColumnHasAValueOfAnotherType() throws Exception {
        assertThat(read("session_id", "[1,\"]\"]").problem())
                .hasValueSatisfying(problem -> assertThat(problem).contains("session_id"));
        assertThat(read("body", "\"good\"").problem()).isEmpty();
    }

    private EventRow read(String name, String json) throws UnreadableEventException {
        return reader.read(
                EventText.event("raw", 0, 0, 0).with(name, json).text().getBytes(UTF_8));
    }

    private static Object value(EventRow row, String name) {
        return row.get(NAMES.indexOf(name), Object.class);
    }
}
