package io.millrace.telemetry.otlp;

import java.util.List;

/** What the reader says of a whole body. */
public sealed interface Verdict {

    /**
     * The body cannot be decoded at all; sending it again cannot help (ST-1).
     *
     * @param field path of the place, empty for the body as a whole
     * @param description what is wrong, one English sentence without payload text
     * @param byteOffset where the reader stopped, from 0
     */
    record Malformed(String field, String description, long byteOffset) implements Verdict {}

    /**
     * The body is OTLP; single records of it may be refused.
     *
     * @param records records in the body, refused ones included
     * @param rejections refused records, in order of their ordinals, bounded by the limits' maximum of kept rejections
     * @param rejectedRecords number of refused records, also those whose rejection is not kept
     * @param warnings what is odd about the body as a whole (PS-5), without payload text
     */
    record Decoded(int records, List<Rejection> rejections, int rejectedRecords, List<String> warnings)
            implements Verdict {
        /** Copies the lists. */
        public Decoded {
            rejections = List.copyOf(rejections);
            warnings = List.copyOf(warnings);
        }

        /** Records that are kept. */
        public int acceptedRecords() {
            return records - rejectedRecords;
        }
    }
}
