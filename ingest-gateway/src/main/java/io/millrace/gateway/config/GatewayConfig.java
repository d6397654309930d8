package io.millrace.gateway.config;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Map;

/** Settings of the gateway. */
@ConfigMapping(prefix = "millrace.gateway")
public interface GatewayConfig {

    /** Limits of one request's body. */
    Body body();

    /** What all requests together may hold. */
    Memory memory();

    /** The producer of the raw topics. */
    Kafka kafka();

    /** Connections of clients. */
    Connections connections();

    /** TLS beyond what {@code quarkus.tls} says. */
    Tls tls();

    /** How quotas are counted; the quotas themselves belong to organizations, integrations and keys. */
    Quota quota();

    /** Records that the raw topics cannot hold. */
    DeadLetters deadLetters();

    /** Limits of one request's body. */
    interface Body {

        /** Bytes of a body, as sent and again after decompression; above it 413 and the client drops its data. */
        @WithDefault("64M")
        MemorySize maxBytes();

        /** Decompressed bytes per compressed byte, checked from the first decompressed MiB on; above it 413. From 2. */
        @WithDefault("200")
        int maxCompressionRatio();

        /** Bodies up to this size are checked where they arrive, larger ones on the workers. At most 1M. */
        @WithDefault("64K")
        MemorySize inlineBytes();

        /** Time from the request's head to the last byte of its body; then 408. */
        @WithDefault("30s")
        Duration timeout();
    }

    /** What all requests together may hold. */
    interface Memory {

        /**
         * Bytes of all bodies in flight; above it 503 at once. At least twice the largest body. From half of it on, an
         * organization that holds more than its equal share gets the 503 first.
         */
        @WithDefault("160M")
        MemorySize inFlight();
    }

    /** Connections of clients. */
    interface Connections {

        /** Age at which a connection ends behind a reply, so that clients spread over new gateways; jittered by 20 %. */
        @WithDefault("15m")
        Duration maxAge();

        /** Time from the first byte of a request to the end of its header fields; then the connection is closed. */
        @WithDefault("10s")
        Duration headTimeout();
    }

    /** TLS beyond what {@code quarkus.tls} says. */
    interface Tls {

        /** Whether clients show a certificate that {@code quarkus.tls.trust-store} knows: none, requested or required. */
        @WithDefault("none")
        ClientCertificate clientCertificate();
    }

    /** Whether clients show a certificate. */
    enum ClientCertificate {
        /** Nobody asks for one. */
        NONE,
        /** A client may show one; a wrong one is refused. */
        REQUESTED,
        /** A client without one is refused. */
        REQUIRED
    }

    /** How quotas are counted. */
    interface Quota {

        /** Seconds' worth of a quota that may come at once: clients send in bursts. From 1s. */
        @WithDefault("10s")
        Duration window();

        /** Gateways that share the traffic; each lets its part of a quota pass. From 1. */
        @WithDefault("1")
        int gateways();
    }

    /** Records that the raw topics cannot hold: too large ones, and refused ones where redaction comes before Kafka. */
    interface DeadLetters {

        /** Bytes of a too large record up to which it is kept, redacted; of a larger one only the reason is. */
        @WithDefault("16M")
        MemorySize maxRecord();
    }

    /** The producer of the raw topics. */
    interface Kafka {

        /** How long a request waits for the broker before it is answered with 503. Below 2s. */
        @WithDefault("1500ms")
        Duration answerWithin();

        /** Age of the oldest unacknowledged record from which on new requests get 503 at once. */
        @WithDefault("1s")
        Duration breakerAge();

        /** End of a record's life in the producer. Below 8s, so that nothing is stored after the client gave up. */
        @WithDefault("6s")
        Duration deliveryTimeout();

        /** Largest raw record with its headers. At most max.message.bytes of the raw topics and of the dead letters. */
        @WithDefault("8M")
        MemorySize maxRecord();

        /**
         * OTLP records of one raw record, 1000 to 1000000; a body with more becomes several, as a large one does. A record of
         * few bytes becomes hundreds where it is read, so this bounds the memory of normalizers.
         */
        @WithDefault("20000")
        int maxRecords();

        /** Codec of the records: none, gzip, snappy, lz4 or zstd. */
        @WithDefault("zstd")
        String compression();

        /** Further settings of the gateway's Kafka clients; they win over those under {@code kafka.}, which all stages share. */
        Map<String, String> properties();
    }
}
