package io.millrace.benchmarks.year;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.telemetry.Signal;
import java.util.List;
import java.util.Map;

/** Samples as a client would send them: one OTLP/JSON body with a record for each. */
final class OtlpBody {
    private static final ObjectMapper JSON = new ObjectMapper();

    private OtlpBody() {}

    static byte[] of(Signal signal, List<Sample> samples) {
        ObjectNode body = JSON.createObjectNode();
        ObjectNode resource = body.putArray(signal.envelopeField()).addObject();
        attributes(resource.putObject("resource"), samples.get(0).developer().resource());
        ObjectNode scope = resource.putArray(signal.envelopeField().replace("resource", "scope"))
                .addObject();
        scope.putObject("scope").put("name", scope(signal));
        ArrayNode records = scope.putArray(signal == Signal.METRICS ? "metrics" : signal.recordsField());
        samples.forEach(sample -> record(signal, sample, records.addObject()));
        try {
            return JSON.writeValueAsString(body).getBytes(UTF_8);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void record(Signal signal, Sample sample, ObjectNode record) {
        switch (signal) {
            case LOGS -> {
                record.put("timeUnixNano", nanos(sample.timeMicros()))
                        .put("observedTimeUnixNano", nanos(sample.timeMicros()));
                record.putObject("body").put("stringValue", "claude_code." + sample.name());
                ids(record, sample);
                attributes(record, sample.attributes());
            }
            case METRICS -> {
                record.put("name", sample.name()).put("unit", sample.unit());
                ObjectNode sum =
                        record.putObject("sum").put("aggregationTemporality", 1).put("isMonotonic", true);
                ObjectNode point = sum.putArray("dataPoints").addObject();
                point.put("timeUnixNano", nanos(sample.timeMicros()))
                        .put("startTimeUnixNano", nanos(sample.endMicros()))
                        .put("asDouble", sample.value());
                attributes(point, sample.attributes());
            }
            case TRACES -> {
                record.put("name", sample.name())
                        .put("kind", 1)
                        .put("startTimeUnixNano", nanos(sample.timeMicros()))
                        .put("endTimeUnixNano", nanos(sample.endMicros()));
                ids(record, sample);
                attributes(record, sample.attributes());
            }
        }
    }

    private static void ids(ObjectNode record, Sample sample) {
        if (!sample.ids().trace().isEmpty()) {
            record.put("traceId", sample.ids().trace())
                    .put("spanId", sample.ids().span());
        }
        if (!sample.ids().parent().isEmpty()) {
            record.put("parentSpanId", sample.ids().parent());
        }
    }

    private static void attributes(ObjectNode owner, Map<String, Object> attributes) {
        ArrayNode list = owner.putArray("attributes");
        attributes.forEach((key, value) -> {
            ObjectNode typed = list.addObject().put("key", key).putObject("value");
            if (value instanceof Boolean truth) {
                typed.put("boolValue", truth);
            } else if (value instanceof Long whole) {
                typed.put("intValue", whole);
            } else if (value instanceof Double number) {
                typed.put("doubleValue", number);
            } else {
                typed.put("stringValue", value.toString());
            }
        });
    }

    private static String nanos(long micros) {
        return Long.toString(micros * 1000);
    }

    private static String scope(Signal signal) {
        return switch (signal) {
            case LOGS -> "com.anthropic.claude_code.events";
            case METRICS -> "com.anthropic.claude_code";
            case TRACES -> "com.anthropic.claude_code.tracing";
        };
    }
}
