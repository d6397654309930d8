package io.millrace.benchmarks.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.telemetry.Signal;
import io.millrace.testkit.capture.Capture;
import io.millrace.testkit.capture.Captures;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** Request bodies of a wanted size, made of the records of captured ones. */
final class Bodies {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int VARIANTS = 16;

    private Bodies() {}

    /** Variants of one body, alike but for a number, so that they spread over the partitions. */
    static List<byte[]> of(Signal signal, int sizeBytes) {
        List<Capture> captures = Captures.all().stream()
                .filter(capture -> capture.signal() == signal && capture.isJson())
                .toList();
        ObjectNode body = merged(signal, captures, sizeBytes);
        List<byte[]> variants = new ArrayList<>();
        for (int i = 0; i < VARIANTS; i++) {
            variants.add(("{\"variant\":" + (100 + i) + "," + body.toString().substring(1)).getBytes(UTF_8));
        }
        return variants;
    }

    /** The first capture's envelope with items of all captures until the size is reached. */
    private static ObjectNode merged(Signal signal, List<Capture> captures, int sizeBytes) {
        ObjectNode body = null;
        ArrayNode items = JSON.createArrayNode();
        int size = 0;
        for (int round = 0; size < sizeBytes; round++) {
            ObjectNode tree = read(captures.get(round % captures.size()).body());
            if (body == null) {
                body = tree;
                items = items(signal, tree);
                JsonNode first = items.deepCopy();
                items.removeAll();
                size = body.toString().length();
                size += fill(items, first, sizeBytes - size);
            } else {
                size += fill(items, items(signal, tree), sizeBytes - size);
            }
        }
        return java.util.Objects.requireNonNull(body);
    }

    private static int fill(ArrayNode items, JsonNode more, int room) {
        int added = 0;
        for (JsonNode item : more) {
            if (added < room) {
                items.add(item);
                added += item.toString().length() + 1;
            }
        }
        return added;
    }

    private static ArrayNode items(Signal signal, ObjectNode tree) {
        String scopes = switch (signal) {
            case LOGS -> "scopeLogs";
            case METRICS -> "scopeMetrics";
            case TRACES -> "scopeSpans";
        };
        String items = switch (signal) {
            case LOGS -> "logRecords";
            case METRICS -> "metrics";
            case TRACES -> "spans";
        };
        return (ArrayNode)
                tree.path(signal.envelopeField()).path(0).path(scopes).path(0).path(items);
    }

    private static ObjectNode read(byte[] body) {
        try {
            return (ObjectNode) JSON.readTree(body);
        } catch (IOException e) {
            throw new UncheckedIOException("capture is no JSON", e);
        }
    }
}
