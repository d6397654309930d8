package io.millrace.normalizer.partition;

import io.millrace.normalizer.split.Split;
import io.millrace.telemetry.topic.DeadLetter;
import io.millrace.telemetry.topic.RawHeaders;
import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Makes dead letters, in chunks where the input is too large for one. */
public final class DeadLetters {
    private static final String STAGE = "normalizer";

    private final int maxChunkBytes;

    /**
     * Dead letters whose payload is cut into chunks.
     *
     * @param maxChunkBytes largest payload of one chunk, from 1
     */
    public DeadLetters(int maxChunkBytes) {
        if (maxChunkBytes < 1) {
            throw new IllegalArgumentException("chunk must have >= 1 byte: " + maxChunkBytes);
        }
        this.maxChunkBytes = maxChunkBytes;
    }

    /** Hands on the dead letters of one input, one after the other; their id is the same at every run. */
    void write(
            PartitionSource source,
            RawRecord record,
            @Nullable RawHeaders headers,
            Split.LeftOver input,
            int attempt,
            Consumer<DeadLetter> to) {
        byte[] payload = input.payload();
        int chunks = Math.max(1, (payload.length + maxChunkBytes - 1) / maxChunkBytes);
        for (int chunk = 0; chunk < chunks; chunk++) {
            int start = chunk * maxChunkBytes;
            to.accept(new DeadLetter(
                    id(source, record, input),
                    STAGE,
                    headers == null ? null : headers.organization(),
                    headers == null ? null : headers.integration(),
                    source.signal().wireName(),
                    source.topic(),
                    source.partition(),
                    record.offset(),
                    input.ordinal(),
                    input.reason(),
                    input.description(),
                    attempt,
                    headers == null ? 0 : headers.receivedUnixMillis(),
                    chunk,
                    chunks,
                    Arrays.copyOfRange(payload, start, Math.min(payload.length, start + maxChunkBytes))));
        }
    }

    /** Two letters may concern the same record of a body, or the body as a whole, for different reasons. */
    private static String id(PartitionSource source, RawRecord record, Split.LeftOver input) {
        return source.topicId() + ":" + source.partition() + ":" + record.offset() + ":" + input.ordinal() + ":"
                + input.reason();
    }
}
