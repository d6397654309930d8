package io.millrace.benchmarks.normalizer;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.millrace.telemetry.Signal;
import io.millrace.testkit.capture.Captures;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Bodies made of the log records that real clients sent, as many to a body as a busy client sends at once. */
final class LogBatches {
    private static final JsonFactory JSON = new JsonFactory();
    private static final int BODIES = 32;
    private static final String CLIENT = "claude-code";

    private LogBatches() {}

    /**
     * Bodies of recorded records.
     *
     * @param recordsPerBody records in each body
     * @param minBytes least size of a record
     * @param maxBytes largest size of a record
     */
    static List<byte[]> of(int recordsPerBody, int minBytes, int maxBytes) {
        List<byte[]> records = new ArrayList<>();
        byte[] head = new byte[0];
        for (var capture : Captures.all()) {
            if (capture.isJson()
                    && capture.signal() == Signal.LOGS
                    && capture.toString().startsWith(CLIENT)) {
                List<byte[]> found = records(capture.body());
                head = head.length > 0 ? head : headOf(capture.body());
                found.stream()
                        .filter(record -> record.length >= minBytes && record.length <= maxBytes)
                        .forEach(records::add);
            }
        }
        List<byte[]> bodies = new ArrayList<>();
        for (int i = 0; i < BODIES; i++) {
            bodies.add(body(new String(head, UTF_8), records, i * recordsPerBody, recordsPerBody));
        }
        return bodies;
    }

    /** The records of a body, each as it was sent: one streaming pass that copies them. */
    static List<byte[]> records(byte[] body) {
        List<byte[]> records = new ArrayList<>();
        try (JsonParser parser = JSON.createParser(body)) {
            JsonToken token = parser.nextToken();
            while (token != null) {
                if (token == JsonToken.FIELD_NAME && parser.currentName().equals("logRecords")) {
                    parser.nextToken();
                    copyElements(parser, body, records);
                }
                token = parser.nextToken();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("bytes in memory cannot fail to be read", e);
        }
        return records;
    }

    private static void copyElements(JsonParser parser, byte[] body, List<byte[]> records) throws IOException {
        while (parser.nextToken() == JsonToken.START_OBJECT) {
            int start = (int) parser.currentTokenLocation().getByteOffset();
            parser.skipChildren();
            records.add(Arrays.copyOfRange(
                    body, start, (int) parser.currentLocation().getByteOffset()));
        }
    }

    private static byte[] headOf(byte[] body) {
        String text = new String(body, UTF_8);
        return text.substring(0, text.indexOf("\"logRecords\":[") + "\"logRecords\":[".length())
                .getBytes(UTF_8);
    }

    private static byte[] body(String head, List<byte[]> records, int first, int count) {
        StringBuilder body = new StringBuilder(head);
        for (int i = 0; i < count; i++) {
            body.append(i == 0 ? "" : ",").append(new String(records.get((first + i) % records.size()), UTF_8));
        }
        return body.append("]}]}]}").toString().getBytes(UTF_8);
    }
}
