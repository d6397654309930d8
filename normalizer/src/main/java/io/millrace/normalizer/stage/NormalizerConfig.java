package io.millrace.normalizer.stage;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Settings of the normalizer. */
@ConfigMapping(prefix = "millrace.normalizer")
interface NormalizerConfig {

    /** Largest event; larger ones go to the dead letters. Below max.message.bytes of the events topics, by 16K or more. */
    @WithDefault("8176K")
    MemorySize maxEventSize();

    /**
     * Bytes of all events that may come of one raw record. A small body can ask for much, because each event repeats its
     * resource and scope; the records behind this limit become one dead letter, events_too_large, with the raw record in it.
     */
    @WithDefault("256M")
    MemorySize maxEventsSize();

    /** Largest payload of one dead letter; larger ones are cut into chunks. In JSON it grows by a third. */
    @WithDefault("4M")
    MemorySize deadLetterChunk();

    /** Tries before a record that makes the code fail goes to the dead letters. From 1. */
    @WithDefault("3")
    int maxAttempts();

    /** How often counts go to the topic of accounting. */
    @WithDefault("10s")
    Duration ledgerInterval();

    /** Which requests are repeats. */
    Repeats repeats();

    /** The producer of the events. */
    Producer producer();

    /** Which requests are repeats. */
    interface Repeats {

        /** How much later, by the broker's clock, the same bytes are a repeat. Clients retry for 10s. */
        @WithDefault("60s")
        Duration window();

        /** Requests remembered for each partition; the oldest are forgotten first. */
        @WithDefault("1000000")
        int maxEntries();
    }

    /** The producer of the events, one for each signal. */
    interface Producer {

        /** Events waiting for the broker, for each signal; when it is full, the partitions wait. */
        @WithDefault("32M")
        MemorySize buffer();

        /** Codec of the events: none, gzip, snappy, lz4 or zstd. */
        @WithDefault("lz4")
        String compression();

        /** How long an event waits for others to share its request. */
        @WithDefault("5ms")
        Duration linger();
    }
}
