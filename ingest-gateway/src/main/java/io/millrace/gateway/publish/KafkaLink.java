package io.millrace.gateway.publish;

import io.millrace.telemetry.Signal;
import io.millrace.telemetry.topic.Topics;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The connection to Kafka and the one thread that looks after it: it warms the metadata, sweeps what waits for an answer, and
 * replaces a producer that has ended.
 */
public final class KafkaLink implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(KafkaLink.class);
    private static final long SWEEP_MILLIS = 20;
    private static final List<String> TOPICS = Stream.concat(
                    Arrays.stream(Signal.values()).map(Topics::raw), Stream.of(Topics.ACCOUNTING, Topics.DEAD_LETTERS))
            .toList();

    private final ScheduledExecutorService keeper;
    private final CurrentProducer producer;
    private final InFlight inFlight;
    private final RawTopics rawTopics;
    private volatile boolean warm;

    private KafkaLink(CurrentProducer producer, InFlight inFlight, RawTopics rawTopics) {
        this.producer = producer;
        this.inFlight = inFlight;
        this.rawTopics = rawTopics;
        this.keeper = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "gateway-kafka");
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * Opens the producer and starts the thread.
     *
     * @param factory opens a producer that never waits in {@code send}
     * @param answerWithin how long a request waits for the broker before it is answered with 503
     * @param maxRecordBytes largest record
     * @param latency is told the nanoseconds that each request waited for the broker
     */
    @SuppressWarnings("FutureReturnValueIgnored") // keep() catches what it may meet, and close() ends the schedule
    static KafkaLink start(
            Supplier<Producer<byte[], byte[]>> factory,
            Breaker breaker,
            Duration answerWithin,
            int maxRecordBytes,
            LongConsumer latency) {
        CurrentProducer producer = new CurrentProducer(factory);
        InFlight inFlight = new InFlight(breaker, answerWithin);
        RawTopics rawTopics = new RawTopics(
                producer, breaker, inFlight, new LetterRecords(maxRecordBytes), latency, System::nanoTime);
        KafkaLink link = new KafkaLink(producer, inFlight, rawTopics);
        link.keeper.scheduleWithFixedDelay(link::keep, 0, SWEEP_MILLIS, TimeUnit.MILLISECONDS);
        return link;
    }

    /** Where requests are written. */
    public RawTopics rawTopics() {
        return rawTopics;
    }

    /** Whether the raw topics' metadata is there, so that a send needs no look-up. */
    public boolean isWarm() {
        return warm;
    }

    /** Sends what may be lost; nobody is told when it is there. */
    @SuppressWarnings("FutureReturnValueIgnored") // the callback reports
    public void send(String topic, byte[] key, byte[] value) {
        try {
            producer.get()
                    .send(new ProducerRecord<>(topic, key, value), (metadata, failure) -> lostSend(topic, failure));
        } catch (KafkaException | IllegalStateException e) {
            lostSend(topic, e);
        }
    }

    /** Whether no request waits for the broker. */
    public boolean isIdle() {
        return inFlight.isEmpty();
    }

    /** Waits up to five seconds for what is in flight and closes the producer. */
    @Override
    public void close() {
        keeper.shutdownNow();
        producer.close();
    }

    private static void lostSend(String topic, @Nullable Exception failure) {
        if (failure != null) {
            LOG.warnf(
                    "record not stored, topic=%s: %s", topic, failure.getClass().getSimpleName());
        }
    }

    private void keep() {
        try {
            inFlight.sweep(System.nanoTime());
            producer.replaceIfEnded();
            if (!warm) {
                warm();
            }
        } catch (RuntimeException e) { // a thrown exception would end the schedule for ever
            LOG.error("looking after the Kafka producer failed; it goes on", e);
        }
    }

    private void warm() {
        try {
            for (String topic : TOPICS) {
                producer.get().partitionsFor(topic);
            }
            warm = true;
            LOG.info("metadata of the raw topics is there");
        } catch (KafkaException e) {
            LOG.debugf("metadata of the raw topics is not there yet: %s", e.getMessage());
        }
    }
}
