package io.millrace.sink.kafka;

import io.millrace.sink.commit.DeadLetters;
import io.millrace.sink.commit.LogRecord;
import io.millrace.sink.commit.StoreUnavailableException;
import io.millrace.telemetry.Signal;
import io.millrace.telemetry.topic.DeadLetter;
import io.millrace.telemetry.topic.DeadLetterJson;
import io.millrace.telemetry.topic.Topics;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/**
 * The dead-letter topic. Letters wait in memory until a flush has them acknowledged; the producer is made at the first one,
 * which most sinks never see.
 */
public final class KafkaDeadLetters implements DeadLetters, AutoCloseable {
    /** Parts of this size fit any topic; base64 adds a third. */
    private static final int CHUNK_BYTES = 512 * 1024;

    private final Signal signal;
    private final Map<String, Object> settings;
    private final List<DeadLetter> waiting = new ArrayList<>();
    private @Nullable Producer<String, byte[]> producer;

    /**
     * Dead letters of a signal's events.
     *
     * @param shared settings that all clients share
     */
    public KafkaDeadLetters(Signal signal, Map<String, String> shared) {
        this.signal = signal;
        this.settings = ClientSettings.producer(shared);
    }

    @Override
    public void put(LogRecord rejected, Reason reason, String description) {
        String topic = Topics.events(signal);
        int chunks = Math.max(1, (rejected.value().length + CHUNK_BYTES - 1) / CHUNK_BYTES);
        for (int chunk = 0; chunk < chunks; chunk++) {
            int from = chunk * CHUNK_BYTES;
            int to = Math.min(from + CHUNK_BYTES, rejected.value().length);
            waiting.add(new DeadLetter(
                    topic + ":" + rejected.partition() + ":" + rejected.offset(),
                    "sink",
                    null,
                    null,
                    signal.wireName(),
                    topic,
                    rejected.partition(),
                    rejected.offset(),
                    -1,
                    reason.code(),
                    description,
                    1,
                    0,
                    chunk,
                    chunks,
                    Arrays.copyOfRange(rejected.value(), from, to)));
        }
    }

    @Override
    public void flush() {
        if (waiting.isEmpty()) {
            return;
        }
        try {
            List<Future<?>> sent = new ArrayList<>();
            for (DeadLetter letter : waiting) {
                sent.add(producer()
                        .send(new ProducerRecord<>(Topics.DEAD_LETTERS, letter.id(), DeadLetterJson.write(letter))));
            }
            for (Future<?> one : sent) {
                one.get();
            }
            waiting.clear();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreUnavailableException("interrupted while writing dead letters", e);
        } catch (ExecutionException | KafkaException e) {
            throw new StoreUnavailableException("the dead-letter topic does not take records", e);
        }
    }

    @Override
    public void discard() {
        waiting.clear();
    }

    @Override
    public void close() {
        if (producer != null) {
            producer.close();
        }
    }

    private Producer<String, byte[]> producer() {
        if (producer == null) {
            producer = new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
        }
        return producer;
    }
}
