package io.millrace.gateway.export;

import io.millrace.gateway.body.Gunzip;
import io.millrace.gateway.body.SegmentedBytes;
import io.millrace.gateway.reply.Checked;
import io.millrace.gateway.reply.Reason;

/** Makes one array of decompressed bytes from a body as it came. */
final class BodyStage {
    private final Gunzip gunzip;
    private final int maxBytes;

    BodyStage(Gunzip gunzip, int maxBytes) {
        this.gunzip = gunzip;
        this.maxBytes = maxBytes;
    }

    Checked<byte[]> plain(AdmittedRequest request) {
        byte[] received = request.body().join();
        if (received == null) {
            return overBudget();
        }
        if (!request.gzip()) {
            return Checked.passed(received);
        }
        SegmentedBytes output = SegmentedBytes.open(request.reservation(), gunzip.expectedBytes(received));
        if (output == null) {
            return overBudget();
        }
        return switch (gunzip.decompress(received, output)) {
            case COMPLETE -> joined(output);
            case MALFORMED ->
                Checked.refused(
                        Reason.MALFORMED_GZIP, "Content-Encoding says gzip, but the body is no complete gzip stream");
            case TOO_LARGE ->
                Checked.refused(
                        Reason.BODY_TOO_LARGE, "the body is larger than " + maxBytes + " bytes after decompression");
            case RATIO ->
                Checked.refused(Reason.COMPRESSION_RATIO, "the body is compressed beyond what telemetry ever is");
            case OVER_BUDGET -> overBudget();
        };
    }

    private static Checked<byte[]> joined(SegmentedBytes output) {
        byte[] bytes = output.join();
        return bytes == null ? overBudget() : Checked.passed(bytes);
    }

    static <T> Checked<T> overBudget() {
        return Checked.refused(
                Reason.OVERLOADED, "the gateway holds as many bytes of requests as it may: send again shortly");
    }
}
