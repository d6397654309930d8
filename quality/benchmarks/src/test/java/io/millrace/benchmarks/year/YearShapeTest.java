package io.millrace.benchmarks.year;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.millrace.normalizer.event.RawOrigin;
import io.millrace.normalizer.split.Erasure;
import io.millrace.normalizer.split.Split;
import io.millrace.normalizer.split.Splitter;
import io.millrace.normalizer.split.Treatment;
import io.millrace.redaction.CompiledPolicy;
import io.millrace.redaction.HmacKeys;
import io.millrace.sink.event.EventReader;
import io.millrace.sink.event.EventRow;
import io.millrace.sink.event.UnreadableEventException;
import io.millrace.telemetry.Signal;
import io.millrace.telemetry.directory.DirectoryRecord.RedactionPolicy;
import io.millrace.telemetry.event.Column;
import io.millrace.telemetry.event.Columns;
import io.millrace.telemetry.otlp.OtlpLimits;
import io.millrace.telemetry.topic.RawHeaders;
import io.millrace.telemetry.topic.RequestDigest;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The rows that are written directly are those that the same records become on the way through normalizer and sink. */
class YearShapeTest {
    private static final Owner OWNER = new Owner("org1", "int1");

    /** Where a row stands, when it came, what names its series, what is noted about it, and JSON that is compared by its columns. */
    private static final Set<String> NOT_COMPARED = Set.of(
            "src_topic",
            "src_partition",
            "src_leader_epoch",
            "src_offset",
            "src_index",
            "received_time",
            "key_id",
            "series_key",
            "redacted",
            "flags",
            "attributes",
            "resource_attributes",
            "scope_attributes",
            "events",
            "links");

    private static final YearPlan PLAN = YearPlan.small();

    @ParameterizedTest
    @EnumSource
    void writesWhatNormalizerAndSinkWouldWrite(Signal signal) throws UnreadableEventException {
        List<Sample> samples = samples(signal);
        RowShape shape = new RowShape(signal, OWNER, PLAN.temporality());
        EventReader reader = new EventReader(signal);
        assertThat(samples).hasSizeGreaterThan(50);

        for (Sample sample : samples) {
            TableRow direct = shape.row(sample, 0, 0, 0);
            EventRow sent = reader.read(split(signal, sample).events().get(0).json());

            assertThat(compared(signal, direct::get)).isEqualTo(compared(signal, sent::get));
        }
    }

    @ParameterizedTest
    @EnumSource
    void givesTheSameRecordsForTheSameSeed(Signal signal) {
        assertThat(samples(signal)).isEqualTo(samples(signal));
    }

    @Test
    void theLastCumulativePointOfASeriesIsTheSumOfItsDeltas() {
        YearPlan cumulative = new YearPlan(
                PLAN.seed(),
                PLAN.developers(),
                PLAN.firstDay(),
                PLAN.days(),
                PLAN.promptsPerDay(),
                Temporality.CUMULATIVE);
        Map<String, Double> sums = new TreeMap<>();
        samples(Signal.METRICS).forEach(point -> sums.merge(series(point), point.value(), Double::sum));
        Map<String, Double> last = new TreeMap<>();
        samples(cumulative, Signal.METRICS).forEach(point -> last.put(series(point), point.value()));

        assertThat(last.keySet()).isEqualTo(sums.keySet());
        assertThat(last).allSatisfy((series, value) -> assertThat(value).isCloseTo(sums.get(series), within(1e-6)));
    }

    private static String series(Sample point) {
        return point.name() + point.attributes();
    }

    private static List<Sample> samples(Signal signal) {
        return samples(PLAN, signal);
    }

    private static List<Sample> samples(YearPlan plan, Signal signal) {
        List<Sample> samples = new ArrayList<>();
        for (int number = 0; number < plan.developers(); number++) {
            Developer developer = Developer.of(plan.seed(), number);
            for (LocalDate day = plan.firstDay(); day.isBefore(plan.endExclusive()); day = day.plusDays(1)) {
                WorkDay.of(plan, developer, day).stream()
                        .filter(sample -> sample.signal() == signal)
                        .forEach(samples::add);
            }
        }
        return samples;
    }

    private static Split split(Signal signal, Sample sample) {
        byte[] body = OtlpBody.of(signal, List.of(sample));
        RawHeaders headers = new RawHeaders(
                OWNER.organizationId(),
                OWNER.integrationId(),
                "key1",
                sample.timeMicros() / 1000,
                RequestDigest.of(OWNER.integrationId(), body),
                0,
                1,
                null);
        return new Splitter(OtlpLimits.DEFAULT, "0123456789abcdef".getBytes(UTF_8), 8_000_000, Long.MAX_VALUE)
                .split(
                        new RawOrigin(headers, "topic", 0, 0, 0),
                        signal,
                        body,
                        new Treatment(
                                CompiledPolicy.compile(RedactionPolicy.DEFAULT, new HmacKeys(new byte[16], "org1")),
                                Erasure.NONE),
                        null);
    }

    private static Map<String, Object> compared(Signal signal, Row row) {
        Map<String, Object> values = new TreeMap<>();
        List<Column> columns = Columns.of(signal);
        for (int i = 0; i < columns.size(); i++) {
            Object value = row.get(i, Object.class);
            if (value != null && !NOT_COMPARED.contains(columns.get(i).name())) {
                values.put(columns.get(i).name(), value instanceof CharSequence text ? text.toString() : value);
            }
        }
        return values;
    }

    /** Both kinds of rows give values by their index. */
    private interface Row {
        Object get(int column, Class<Object> type);
    }
}
