package io.millrace.console.live;

import io.millrace.console.ConsoleConfig;
import io.millrace.console.directory.KafkaSettings;
import io.millrace.telemetry.Signal;
import io.millrace.telemetry.topic.Topics;
import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.subscription.BackPressureFailure;
import io.smallrye.mutiny.subscription.BackPressureStrategy;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Shows events to viewers as the normalizer emits them. One thread reads the events topics while anybody watches, and none
 * when nobody does. A new viewer first sees the newest ones from before. Whoever reads too slowly is
 * asked to connect again, and misses some.
 */
@Singleton
class LiveTail {
    private static final Logger LOG = Logger.getLogger(LiveTail.class);
    private static final Duration POLL = Duration.ofMillis(250);
    private static final int MAX_POLL_RECORDS = 500;
    private static final long TOO_FAR_BEHIND = 5_000;

    /** A batch is written while the next ones come: without some room for them every second one would be lost. */
    private static final int WAITING_BATCHES = 16;

    private final KafkaSettings kafka;
    private final ConsoleConfig.Live settings;
    private final List<Viewer> viewers = new CopyOnWriteArrayList<>();
    private final AtomicLong missed = new AtomicLong();
    private final List<LiveEvent> recent = new ArrayList<>();
    private @Nullable Thread thread;
    private volatile boolean closed;

    LiveTail(KafkaSettings kafka, ConsoleConfig config) {
        this.kafka = kafka;
        this.settings = config.live();
    }

    /** Whether one more may watch. */
    boolean hasPlace() {
        return viewers.size() < settings.viewers();
    }

    /** Streams that ended because their viewer was too slow; it connects again and sees the newest events. */
    long missed() {
        return missed.get();
    }

    /** Events of these integrations as they come; ends with its subscriber. */
    Multi<LiveBatch> watch(String organizationId, Set<String> integrations) {
        return Multi.createFrom()
                .<LiveBatch>emitter(
                        emitter -> {
                            Viewer viewer = new Viewer(organizationId, integrations, emitter);
                            emitter.onTermination(() -> viewers.remove(viewer));
                            join(viewer);
                        },
                        BackPressureStrategy.IGNORE)
                .onOverflow()
                .buffer(WAITING_BATCHES)
                .onFailure(BackPressureFailure.class)
                .invoke(tooSlow -> missed.incrementAndGet())
                .onFailure(BackPressureFailure.class)
                .recoverWithCompletion();
    }

    void stop(@Observes ShutdownEvent event) {
        closed = true;
        viewers.forEach(viewer -> viewer.emitter().complete());
        Thread running = thread;
        if (running != null) {
            try {
                running.join(TimeUnit.SECONDS.toMillis(3));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private synchronized void join(Viewer viewer) {
        viewer.begin(List.copyOf(recent));
        viewers.add(viewer);
        if (thread == null && !closed) {
            thread = new Thread(this::run, "console-live");
            thread.setDaemon(true);
            thread.start();
        }
    }

    /** Ends the thread unless somebody came. */
    private synchronized boolean leave() {
        if (viewers.isEmpty() || closed) {
            thread = null;
            recent.clear();
            return true;
        }
        return false;
    }

    private void run() {
        do {
            Map<String, Object> consumerSettings = kafka.consumer("millrace-console-live", "latest", MAX_POLL_RECORDS);
            try (Consumer<byte[], byte[]> consumer = new KafkaConsumer<>(consumerSettings)) {
                follow(consumer);
            } catch (KafkaException e) {
                LOG.warnf("events cannot be shown live, trying again: %s", e.getMessage());
                pause();
            }
        } while (!leave());
    }

    private void follow(Consumer<byte[], byte[]> consumer) {
        List<TopicPartition> partitions = new ArrayList<>();
        for (Signal signal : Signal.values()) {
            consumer.partitionsFor(Topics.events(signal))
                    .forEach(info -> partitions.add(new TopicPartition(info.topic(), info.partition())));
        }
        consumer.assign(partitions);
        seekNearTheEnd(consumer, partitions, settings.backlog());
        while (!viewers.isEmpty() && !closed) {
            List<LiveEvent> events = new ArrayList<>();
            for (ConsumerRecord<byte[], byte[]> message : consumer.poll(POLL)) {
                String signal = message.topic().substring(message.topic().lastIndexOf('.') + 1);
                LiveEvent.read(signal, message.value()).ifPresent(events::add);
            }
            if (!events.isEmpty()) {
                show(events);
                skipWhatCannotBeShown(consumer, partitions);
            }
        }
    }

    private synchronized void show(List<LiveEvent> events) {
        recent.addAll(events);
        int tooMany = recent.size() - settings.buffer();
        if (tooMany > 0) {
            recent.subList(0, tooMany).clear();
        }
        viewers.forEach(viewer -> viewer.show(events));
    }

    private void skipWhatCannotBeShown(Consumer<byte[], byte[]> consumer, List<TopicPartition> partitions) {
        for (TopicPartition partition : partitions) {
            long behind = consumer.currentLag(partition).orElse(0);
            if (behind > TOO_FAR_BEHIND) {
                seekNearTheEnd(consumer, List.of(partition), settings.backlog());
            }
        }
    }

    private static void seekNearTheEnd(Consumer<byte[], byte[]> consumer, List<TopicPartition> partitions, int before) {
        Map<TopicPartition, Long> starts = consumer.beginningOffsets(partitions);
        consumer.endOffsets(partitions)
                .forEach((partition, end) ->
                        consumer.seek(partition, Math.max(starts.getOrDefault(partition, 0L), end - before)));
    }

    private static void pause() {
        try {
            Thread.sleep(POLL.toMillis() * 4);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
