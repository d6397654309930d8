package io.millrace.normalizer.split;

import io.millrace.telemetry.Signal;
import java.util.Map;

/** One body for each signal in which every field of OTLP is set. */
final class FullBodies {
    private static final String ATTRIBUTES = """
            [{"key":"text","value":{"stringValue":"plain"}},
             {"key":"yes","value":{"boolValue":true}},
             {"key":"int","value":{"intValue":"-9223372036854775808"}},
             {"key":"double","value":{"doubleValue":1.5}},
             {"key":"nan","value":{"doubleValue":"NaN"}},
             {"key":"bytes","value":{"bytesValue":"AAEC"}},
             {"key":"nothing","value":{}},
             {"key":"list","value":{"arrayValue":{"values":[{"stringValue":"in a list"},{"intValue":7}]}}},
             {"key":"map","value":{"kvlistValue":{"values":[{"key":"deep","value":{"stringValue":"in a map"}}]}}},
             {"key":"millrace.redacted","value":{"kvlistValue":{"values":[{"key":"attributes.text","value":{"stringValue":"jwt"}}]}}},
             {"key":"tool_input","value":{"stringValue":"{\\"command\\":\\"ls\\",\\"diff\\":{\\"old\\":\\"a\\",\\"lines\\":[\\"b\\"]}}"}}]
            """;
    private static final String ENVELOPE = """
            {"resource{plural}":[{"resource":{"attributes":§,"droppedAttributesCount":1},"schemaUrl":"https://example.org/resource",
             "scope{plural}":[{"scope":{"name":"scope","version":"1.2","attributes":§,"droppedAttributesCount":2},
             "schemaUrl":"https://example.org/scope","{list}":[{records}]}]}]}
            """;
    private static final String LOG = """
            {"timeUnixNano":"1795384564042123456","observedTimeUnixNano":"1795384564042123457","severityNumber":9,
             "severityText":"INFO","eventName":"an event","body":{"stringValue":"a body"},"attributes":§,
             "droppedAttributesCount":3,"flags":1,"traceId":"0102030405060708090a0b0c0d0e0f10","spanId":"0102030405060708"}
            """;
    private static final String EXEMPLARS = """
            "exemplars":[{"timeUnixNano":"1795384564042123456","asDouble":2.5,"traceId":"0102030405060708090a0b0c0d0e0f10",
             "spanId":"0102030405060708","filteredAttributes":§}]
            """;
    private static final String POINT =
            "\"startTimeUnixNano\":\"1795384564042123455\",\"timeUnixNano\":\"1795384564042123456\",\"flags\":1,\"attributes\":§";
    private static final String METRICS = """
            {"name":"a gauge","description":"of a gauge","unit":"1","metadata":§,
             "gauge":{"dataPoints":[{{point},"asDouble":"Infinity",{exemplars}}]}},
            {"name":"a sum","description":"of a sum","unit":"By","sum":{"aggregationTemporality":2,"isMonotonic":true,
             "dataPoints":[{{point},"asInt":"9223372036854775807",{exemplars}}]}},
            {"name":"a histogram","unit":"ms","histogram":{"aggregationTemporality":1,"dataPoints":[{{point},
             "count":"18446744073709551615","sum":3.5,"min":1,"max":2.5,"bucketCounts":["1","18446744073709551615"],
             "explicitBounds":[1.5],{exemplars}}]}},
            {"name":"an exponential one","exponentialHistogram":{"aggregationTemporality":1,"dataPoints":[{{point},"count":"3",
             "sum":6,"scale":-2,"zeroCount":"1","zeroThreshold":0.25,"positive":{"offset":-1,"bucketCounts":["1"]},
             "negative":{"offset":2,"bucketCounts":["1"]},"min":-1,"max":4,{exemplars}}]}},
            {"name":"a summary","summary":{"dataPoints":[{{point},"count":"2","sum":3,
             "quantileValues":[{"quantile":0.5,"value":1},{"quantile":1,"value":"NaN"}]}]}}
            """;
    private static final String SPAN = """
            {"traceId":"0102030405060708090a0b0c0d0e0f10","spanId":"0102030405060708","parentSpanId":"0102030405060709",
             "traceState":"vendor=state","flags":257,"name":"a span","kind":3,"startTimeUnixNano":"1795384564042123456",
             "endTimeUnixNano":"1795384564043123457","attributes":§,"droppedAttributesCount":4,
             "events":[{"timeUnixNano":"1795384564042123457","name":"an event","attributes":§,"droppedAttributesCount":5}],
             "droppedEventsCount":6,"links":[{"traceId":"1102030405060708090a0b0c0d0e0f10","spanId":"1102030405060708",
              "traceState":"other=state","attributes":§,"droppedAttributesCount":7,"flags":1}],"droppedLinksCount":8,
             "status":{"code":2,"message":"a message"}}
            """;
    private static final Map<Signal, String> BODIES = Map.of(
            Signal.LOGS, envelope("Logs", "logRecords", LOG),
            Signal.METRICS,
                    envelope(
                            "Metrics",
                            "metrics",
                            METRICS.replace("{point}", POINT).replace("{exemplars}", EXEMPLARS)),
            Signal.TRACES, envelope("Spans", "spans", SPAN));

    private FullBodies() {}

    static String of(Signal signal) {
        return BODIES.getOrDefault(signal, "");
    }

    private static String envelope(String plural, String list, String records) {
        return ENVELOPE.replace("{plural}", plural)
                .replace("{list}", list)
                .replace("{records}", records)
                .replace("§", ATTRIBUTES);
    }
}
