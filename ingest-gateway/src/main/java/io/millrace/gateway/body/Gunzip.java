package io.millrace.gateway.body;

import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * The gzip stage: strict and bounded. Concatenated members are one body (ENC-7); what is cut, corrupt or has something behind it
 * is refused (ENC-6); output is paid for as it grows and ends at the limit, so that a bomb costs no more than a large body
 * (SIZE-2, SIZE-4).
 */
public final class Gunzip {
    private static final int RATIO_FREE_BYTES = 1024 * 1024;
    private static final int STEP_BYTES = 64 * 1024;

    private final int maxBytes;
    private final int maxRatio;

    /**
     * A stage with these limits.
     *
     * @param maxBytes decompressed bytes at most
     * @param maxRatio decompressed bytes per compressed byte at most, once the first MiB is out
     */
    public Gunzip(int maxBytes, int maxRatio) {
        this.maxBytes = maxBytes;
        this.maxRatio = maxRatio;
    }

    /** What came of a compressed body. */
    public enum Result {
        /** All of it was decompressed. */
        COMPLETE,
        /** It is no complete gzip stream. */
        MALFORMED,
        /** Too many bytes come out. */
        TOO_LARGE,
        /** It is compressed beyond what telemetry ever is. */
        RATIO,
        /** The budget of bytes in flight has no room for the output. */
        OVER_BUDGET
    }

    /**
     * Decompresses a whole body.
     *
     * @param compressed the body as it came
     * @param output takes the decompressed bytes
     */
    public Result decompress(byte[] compressed, SegmentedBytes output) {
        Inflater inflater = new Inflater(true);
        try {
            int start = 0;
            do {
                int data = GzipHeader.end(compressed, start);
                if (data < 0) {
                    return Result.MALFORMED;
                }
                CRC32 crc = new CRC32();
                inflater.reset();
                inflater.setInput(compressed, data, compressed.length - data);
                Result result = inflate(inflater, compressed.length, crc, output);
                if (result != Result.COMPLETE) {
                    return result;
                }
                int trailer = compressed.length - inflater.getRemaining();
                if (!trailerMatches(compressed, trailer, crc.getValue(), inflater.getBytesWritten())) {
                    return Result.MALFORMED;
                }
                start = trailer + GzipHeader.TRAILER_BYTES;
            } while (start < compressed.length);
            return Result.COMPLETE;
        } catch (DataFormatException e) {
            return Result.MALFORMED;
        } finally {
            inflater.end();
        }
    }

    /**
     * How many bytes the stream says it holds: the room to start with. A stream may lie; nothing rests on it.
     *
     * @return 0 if it says nothing of use
     */
    public int expectedBytes(byte[] compressed) {
        if (compressed.length < GzipHeader.TRAILER_BYTES) {
            return 0;
        }
        int said = GzipHeader.littleEndianInt(compressed, compressed.length - 4);
        return said > 0 && said <= maxBytes && said / maxRatio <= compressed.length ? said : 0;
    }

    private Result inflate(Inflater inflater, int compressedBytes, CRC32 crc, SegmentedBytes output)
            throws DataFormatException {
        byte[] step = new byte[Math.min(STEP_BYTES, maxBytes + 1)];
        while (!inflater.finished()) {
            int count = inflater.inflate(step);
            if (count == 0 && !inflater.finished()) {
                return Result.MALFORMED; // the input ended, or it wants a dictionary
            }
            crc.update(step, 0, count);
            if (output.length() + (long) count > maxBytes) {
                return Result.TOO_LARGE;
            }
            if (!output.append(
                    count, (start, end, target, at) -> System.arraycopy(step, start, target, at, end - start))) {
                return Result.OVER_BUDGET;
            }
            if (output.length() > RATIO_FREE_BYTES && output.length() / maxRatio > compressedBytes) {
                return Result.RATIO;
            }
        }
        return Result.COMPLETE;
    }

    private static boolean trailerMatches(byte[] bytes, int trailer, long crc, long length) {
        return trailer + GzipHeader.TRAILER_BYTES <= bytes.length
                && GzipHeader.littleEndianInt(bytes, trailer) == (int) crc
                && GzipHeader.littleEndianInt(bytes, trailer + 4) == (int) length;
    }
}
