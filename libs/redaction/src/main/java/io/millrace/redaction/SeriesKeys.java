package io.millrace.redaction;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.millrace.telemetry.otlp.AnyValue;
import io.millrace.telemetry.otlp.AnyValueJson;
import io.millrace.telemetry.otlp.Attribute;
import io.millrace.telemetry.otlp.DataPoint;
import io.millrace.telemetry.otlp.Metric;
import io.millrace.telemetry.otlp.Resource;
import io.millrace.telemetry.otlp.Scope;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Names the series a data point belongs to, whatever the order of its attributes. It is taken before redaction, so that two
 * series that differ in a removed value stay two, and keyed, so that nobody can guess the removed value from it. Thread-safe.
 */
public final class SeriesKeys {
    private static final String ALGORITHM = "HmacSHA256";
    private static final int KEY_BYTES = 16;

    private final Mac prototype;

    /** Keys made with this secret. */
    public SeriesKeys(byte[] secret) {
        try {
            prototype = Mac.getInstance(ALGORITHM);
            prototype.init(new SecretKeySpec(secret, ALGORITHM));
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
        }
    }

    /** 32 hex digits. */
    public String of(Resource resource, Scope scope, Metric metric, DataPoint point) {
        Canonical text = new Canonical();
        text.attributes(resource.attributes());
        text.text(scope.name());
        text.text(scope.version());
        text.attributes(scope.attributes());
        text.text(metric.name());
        text.text(metric.unit());
        text.text(metric.kind().wireName());
        text.number(metric.temporality());
        text.number(metric.monotonic() ? 1 : 0);
        text.attributes(point.attributes());
        byte[] digest = copy().doFinal(text.bytes.toByteArray());
        return HexFormat.of().formatHex(digest, 0, KEY_BYTES);
    }

    private Mac copy() {
        try {
            return (Mac) prototype.clone();
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("the platform's " + ALGORITHM + " can be copied", e);
        }
    }

    /** One unambiguous row of bytes for what is equal. */
    private static final class Canonical {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(1_024);

        void attributes(List<Attribute> attributes) {
            number(attributes.size());
            attributes.stream().sorted(Comparator.comparing(Attribute::key)).forEach(attribute -> {
                text(attribute.key());
                value(attribute.value());
            });
        }

        void value(AnyValue value) {
            if (value instanceof AnyValue.Array array) {
                bytes.write('[');
                number(array.values().size());
                array.values().forEach(this::value);
            } else if (value instanceof AnyValue.KeyValues map) {
                bytes.write('{');
                attributes(map.values());
            } else {
                bytes.write(value.getClass().getSimpleName().charAt(0));
                text(AnyValueJson.text(value));
            }
        }

        void text(String text) {
            byte[] encoded = text.getBytes(UTF_8);
            number(encoded.length);
            bytes.writeBytes(encoded);
        }

        void number(long number) {
            bytes.writeBytes(ByteBuffer.allocate(Long.BYTES).putLong(number).array());
        }
    }
}
