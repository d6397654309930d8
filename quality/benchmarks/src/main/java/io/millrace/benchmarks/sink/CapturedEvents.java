package io.millrace.benchmarks.sink;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.millrace.normalizer.event.RawOrigin;
import io.millrace.normalizer.split.Erasure;
import io.millrace.normalizer.split.Split;
import io.millrace.normalizer.split.Splitter;
import io.millrace.normalizer.split.Treatment;
import io.millrace.redaction.CompiledPolicy;
import io.millrace.redaction.HmacKeys;
import io.millrace.telemetry.Signal;
import io.millrace.telemetry.directory.DirectoryRecord.RedactionPolicy;
import io.millrace.telemetry.event.SourcePosition;
import io.millrace.telemetry.otlp.OtlpLimits;
import io.millrace.telemetry.topic.RawHeaders;
import io.millrace.telemetry.topic.RequestDigest;
import io.millrace.testkit.capture.Capture;
import io.millrace.testkit.capture.Captures;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Events as the normalizer makes them of the captured requests, sent again and again as raw records of their own: each time with
 * other ids and later times, so that they compress as events of many sessions do.
 */
final class CapturedEvents {
    private static final long RECEIVED_UNIX_MILLIS = 1_795_384_800_000L;
    private static final int MAX_EVENT_BYTES = 8_000_000;
    private static final long NANOS_BETWEEN_REQUESTS = 1_234_567_891L;
    private static final Pattern ID =
            Pattern.compile("[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}|\\b(?=[0-9]*[a-f])[0-9a-f]{16,64}\\b");
    private static final Pattern TIME = Pattern.compile("\\b1[78]\\d{17}\\b");

    private CapturedEvents() {}

    /** A chain of at least so many events of one signal, all of raw partition 0. */
    static List<byte[]> chain(Signal signal, int atLeast) {
        List<Capture> captures = Captures.all().stream()
                .filter(capture -> capture.isJson() && capture.signal() == signal)
                .toList();
        Splitter splitter =
                new Splitter(OtlpLimits.DEFAULT, "0123456789abcdef".getBytes(UTF_8), MAX_EVENT_BYTES, Long.MAX_VALUE);
        Treatment treatment = new Treatment(
                CompiledPolicy.compile(RedactionPolicy.DEFAULT, new HmacKeys(new byte[16], "org1")), Erasure.NONE);
        List<byte[]> events = new ArrayList<>();
        @Nullable SourcePosition last = null;
        for (long offset = 0; events.size() < atLeast; offset++) {
            Capture capture = captures.get((int) (offset % captures.size()));
            byte[] body = asOfAnotherSession(capture.body(), offset);
            RawHeaders headers = new RawHeaders(
                    "org1",
                    "int" + offset % 7,
                    "key1",
                    RECEIVED_UNIX_MILLIS + offset,
                    RequestDigest.of("int1", body),
                    0,
                    1,
                    null);
            Split split = splitter.split(new RawOrigin(headers, "raw", 0, 0, offset), signal, body, treatment, last);
            for (Split.Event event : split.events()) {
                events.add(event.json());
                last = event.position();
            }
        }
        return events;
    }

    private static byte[] asOfAnotherSession(byte[] body, long number) {
        Random random = new Random(number);
        Map<String, String> ids = new HashMap<>();
        String renamed = ID.matcher(new String(body, UTF_8))
                .replaceAll(id -> ids.computeIfAbsent(id.group(), known -> another(known, random)));
        return TIME.matcher(renamed)
                .replaceAll(time -> Long.toString(Long.parseLong(time.group()) + number * NANOS_BETWEEN_REQUESTS))
                .getBytes(UTF_8);
    }

    /** The same with other hexadecimal digits. */
    private static String another(String id, Random random) {
        StringBuilder other = new StringBuilder();
        id.chars().forEach(digit -> other.append(digit == '-' ? '-' : Character.forDigit(random.nextInt(16), 16)));
        return other.toString();
    }
}
