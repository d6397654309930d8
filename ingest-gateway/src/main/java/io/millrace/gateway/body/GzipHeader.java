package io.millrace.gateway.body;

/** The header of one gzip member (RFC 1952): only where it ends. */
final class GzipHeader {
    /** CRC32 and length behind the data. */
    static final int TRAILER_BYTES = 8;

    private static final int FIXED_BYTES = 10;
    private static final int DEFLATE = 8;
    private static final int HEADER_CRC = 2;
    private static final int EXTRA = 4;
    private static final int NAME = 8;
    private static final int COMMENT = 16;
    private static final int RESERVED = 0xE0;

    private GzipHeader() {}

    /**
     * Finds the first byte of the compressed data.
     *
     * @param start where the member starts
     * @return -1 if there is no complete, valid header
     */
    static int end(byte[] bytes, int start) {
        if (bytes.length - start < FIXED_BYTES + TRAILER_BYTES
                || (bytes[start] & 0xFF) != 0x1F
                || (bytes[start + 1] & 0xFF) != 0x8B
                || bytes[start + 2] != DEFLATE) {
            return -1;
        }
        int flags = bytes[start + 3] & 0xFF;
        if ((flags & RESERVED) != 0) {
            return -1;
        }
        int end = start + FIXED_BYTES;
        if ((flags & EXTRA) != 0) {
            if (end + 2 > bytes.length) {
                return -1;
            }
            end += 2 + (bytes[end] & 0xFF) + ((bytes[end + 1] & 0xFF) << 8);
        }
        if ((flags & NAME) != 0) {
            end = behindZero(bytes, end);
        }
        if ((flags & COMMENT) != 0) {
            end = behindZero(bytes, end);
        }
        if ((flags & HEADER_CRC) != 0) {
            end += 2;
        }
        return end < 0 || end > bytes.length ? -1 : end;
    }

    static int littleEndianInt(byte[] bytes, int start) {
        return (bytes[start] & 0xFF)
                | ((bytes[start + 1] & 0xFF) << 8)
                | ((bytes[start + 2] & 0xFF) << 16)
                | ((bytes[start + 3] & 0xFF) << 24);
    }

    /** Negative (far below any later addition) if there is no zero. */
    private static int behindZero(byte[] bytes, int start) {
        for (int i = start; i >= 0 && i < bytes.length; i++) {
            if (bytes[i] == 0) {
                return i + 1;
            }
        }
        return Integer.MIN_VALUE / 2;
    }
}
