package io.millrace.normalizer.event;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.SerializedString;
import io.millrace.telemetry.otlp.AnyValue;
import io.millrace.telemetry.otlp.AnyValueJson;
import io.millrace.telemetry.otlp.LogRecord;
import java.io.IOException;
import java.util.Map;

/** Fields that only log events have. */
final class LogFields {
    private static final SerializedString TRACE_ID = Field.of("trace_id");
    private static final SerializedString SPAN_ID = Field.of("span_id");
    private static final SerializedString OBSERVED_TIME = Field.of("observed_time");
    private static final SerializedString OBSERVED_TIME_UNIX_NANO = Field.of("observed_time_unix_nano");
    private static final SerializedString SEVERITY = Field.of("severity");
    private static final SerializedString SEVERITY_NUMBER = Field.of("severity_number");
    private static final SerializedString BODY = Field.of("body");
    private static final SerializedString BODY_TYPE = Field.of("body_type");
    private static final SerializedString BODY_JSON = Field.of("body_json");
    private static final SerializedString EVENT_NAME = Field.of("event_name");

    private static final Map<String, String> TYPE_OF_FIELD = Map.of(
            "stringValue", "string",
            "boolValue", "bool",
            "intValue", "int",
            "doubleValue", "double",
            "bytesValue", "bytes",
            "arrayValue", "array",
            "kvlistValue", "kvlist");

    private LogFields() {}

    static void write(JsonGenerator json, LogRecord log, Flags flags) throws IOException {
        Fields.text(json, TRACE_ID, log.traceId());
        Fields.text(json, SPAN_ID, log.spanId());
        if (log.observedTimeUnixNano() != 0) {
            Fields.number(json, OBSERVED_TIME, Nanos.toMicros(log.observedTimeUnixNano()));
            Fields.unsigned(json, OBSERVED_TIME_UNIX_NANO, log.observedTimeUnixNano(), flags);
        }
        Fields.text(json, SEVERITY, log.severityText());
        Fields.numberUnlessZero(json, SEVERITY_NUMBER, log.severityNumber());
        Fields.text(json, EVENT_NAME, log.eventName());
        writeBody(json, log.body());
    }

    private static void writeBody(JsonGenerator json, AnyValue body) throws IOException {
        json.writeFieldName(BODY_TYPE);
        json.writeString(typeOf(body));
        if (body instanceof AnyValue.Empty) {
            return;
        }
        json.writeFieldName(BODY);
        json.writeString(AnyValueJson.text(body));
        if (!(body instanceof AnyValue.Text)) {
            json.writeFieldName(BODY_JSON);
            AnyValueJson.write(json, body);
        }
    }

    private static String typeOf(AnyValue body) {
        if (body instanceof AnyValue.Text) {
            return "string";
        } else if (body instanceof AnyValue.Bool) {
            return "bool";
        } else if (body instanceof AnyValue.Int) {
            return "int";
        } else if (body instanceof AnyValue.Real) {
            return "double";
        } else if (body instanceof AnyValue.Bytes) {
            return "bytes";
        } else if (body instanceof AnyValue.Array) {
            return "array";
        } else if (body instanceof AnyValue.KeyValues) {
            return "kvlist";
        } else if (body instanceof AnyValue.Unreadable unreadable) {
            return TYPE_OF_FIELD.getOrDefault(unreadable.declaredField(), "string");
        }
        return "empty";
    }
}
