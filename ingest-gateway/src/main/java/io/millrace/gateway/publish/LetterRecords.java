package io.millrace.gateway.publish;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.millrace.telemetry.topic.DeadLetter;
import io.millrace.telemetry.topic.DeadLetterJson;
import io.millrace.telemetry.topic.Topics;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Makes the records of the topic of dead letters, in chunks where a refused record is too large for one. */
final class LetterRecords {
    private static final String STAGE = "gateway";
    /** Ours never reached their topic. */
    private static final int NO_POSITION = -1;

    private final int maxChunkBytes;

    /**
     * Dead letters that fit their topic.
     *
     * @param maxRecordBytes largest record of the topic
     */
    LetterRecords(int maxRecordBytes) {
        this.maxChunkBytes = Math.max(1, (maxRecordBytes - DeadLetterJson.MAX_OVERHEAD_BYTES) / 4 * 3 - 1024);
    }

    /** The records of one refused record; each is made when it is asked for. The id is the same at every try. */
    List<Supplier<ProducerRecord<byte[], byte[]>>> of(RawRequest request, RefusedRecord refused) {
        int bytes = refused.payload().length;
        int chunks = Math.max(1, (bytes + maxChunkBytes - 1) / maxChunkBytes);
        List<Supplier<ProducerRecord<byte[], byte[]>>> records = new ArrayList<>(chunks);
        for (int chunk = 0; chunk < chunks; chunk++) {
            int number = chunk;
            records.add(() -> record(request, refused, number, chunks));
        }
        return records;
    }

    private ProducerRecord<byte[], byte[]> record(RawRequest request, RefusedRecord refused, int chunk, int chunks) {
        byte[] payload = refused.payload();
        int start = chunk * maxChunkBytes;
        DeadLetter letter = new DeadLetter(
                request.digest().hex() + ":" + refused.rejection().ordinal(),
                STAGE,
                request.organization(),
                request.integration(),
                request.signal().wireName(),
                Topics.raw(request.signal()),
                NO_POSITION,
                NO_POSITION,
                refused.rejection().ordinal(),
                refused.rejection().reason(),
                refused.rejection().field() + ": " + refused.rejection().description(),
                1,
                request.receivedUnixMillis(),
                chunk,
                chunks,
                Arrays.copyOfRange(payload, start, Math.min(payload.length, start + maxChunkBytes)));
        return new ProducerRecord<>(
                Topics.DEAD_LETTERS, request.integration().getBytes(UTF_8), DeadLetterJson.write(letter));
    }
}
