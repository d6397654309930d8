package io.millrace.normalizer.stage;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.millrace.directory.DirectoryFollower;
import io.millrace.normalizer.partition.DeadLetters;
import io.millrace.normalizer.partition.RecordNormalizer;
import io.millrace.normalizer.split.Splitter;
import io.millrace.telemetry.otlp.OtlpLimits;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The parts that live as long as the stage. */
@Singleton
class NormalizerBeans {
    private static final int MIN_PEPPER_BYTES = 16;
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(5);

    private final NormalizerConfig config;
    private final PartitionAlarms alarms;
    private final RawLog rawLog;
    private final EventProducers producers;
    private final DirectoryFollower directory;
    private final RecordNormalizer normalizer;
    private final Producer<byte[], byte[]> ledgerProducer;
    private final Ledger ledger;
    private final ScheduledExecutorService timer;

    NormalizerBeans(
            NormalizerConfig config,
            OtlpConfig otlp,
            KafkaSettings settings,
            PartitionAlarms alarms,
            @ConfigProperty(name = "millrace.key-pepper") String pepper) {
        this.config = config;
        this.alarms = alarms;
        byte[] secret = pepper.getBytes(UTF_8);
        if (secret.length < MIN_PEPPER_BYTES) {
            throw new IllegalArgumentException("millrace.key-pepper must have at least " + MIN_PEPPER_BYTES + " bytes");
        }
        rawLog = new RawLog(settings);
        producers = new EventProducers(settings);
        directory = new DirectoryFollower("normalizer-directory", settings.client("directory"));
        directory.start();
        Splitter splitter = new Splitter(
                limits(otlp),
                secret,
                Math.toIntExact(config.maxEventSize().asLongValue()),
                config.maxEventsSize().asLongValue());
        normalizer = new RecordNormalizer(
                splitter,
                new Treatments(directory::state, secret),
                new DeadLetters(Math.toIntExact(config.deadLetterChunk().asLongValue())),
                config.maxAttempts());
        ledgerProducer =
                new KafkaProducer<>(settings.ledgerProducer(), new ByteArraySerializer(), new ByteArraySerializer());
        ledger = new Ledger(ledgerProducer, UUID.randomUUID().toString(), Clock.systemUTC());
        timer = Executors.newSingleThreadScheduledExecutor(NormalizerBeans::timerThread);
        long interval = config.ledgerInterval().toMillis();
        var unused = timer.scheduleWithFixedDelay(ledger::publish, interval, interval, TimeUnit.MILLISECONDS);
    }

    private static OtlpLimits limits(OtlpConfig config) {
        return new OtlpLimits(
                config.maxValueDepth(),
                config.maxJsonDepth(),
                config.maxStringBytes(),
                config.maxNameBytes(),
                config.maxNumberLength(),
                config.maxAttributesPerRecord(),
                config.maxKeptRejections());
    }

    private static Thread timerThread(Runnable work) {
        Thread thread = new Thread(work, "normalizer-ledger");
        thread.setDaemon(true);
        return thread;
    }

    /** Takes what was done. */
    Ledger ledger() {
        return ledger;
    }

    EventProducers producers() {
        return producers;
    }

    /** Whether the policies are known. */
    boolean isDirectoryReady() {
        return directory.isReady();
    }

    /** The state of a partition that has just become ours. */
    AssignedPartition assigned(TopicPartition partition) {
        return new AssignedPartition(partition, normalizer, config.repeats(), rawLog, alarms);
    }

    @PreDestroy
    void close() {
        timer.shutdownNow();
        producers.close();
        ledger.publish();
        ledgerProducer.close(CLOSE_LIMIT);
        directory.close();
        rawLog.close();
    }
}
