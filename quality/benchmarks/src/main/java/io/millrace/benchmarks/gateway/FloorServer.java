package io.millrace.benchmarks.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import io.millrace.telemetry.Signal;
import io.millrace.telemetry.topic.Topics;
import io.vertx.core.AbstractVerticle;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * The floor: a bare Vert.x handler that looks a key up in a map, passes over the body's JSON tokens, takes its digest and
 * sends it to Kafka with the gateway's producer settings. Everything a gateway must do and nothing more.
 */
final class FloorServer {
    private static final JsonFactory JSON = new JsonFactory();

    private FloorServer() {}

    /**
     * Serves until it is stopped.
     *
     * @param args port, bootstrap servers, value of the header that authenticates
     */
    public static void main(String[] args) {
        Vertx vertx = Vertx.vertx();
        KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                args[1],
                ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG,
                ByteArraySerializer.class,
                ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG,
                ByteArraySerializer.class,
                ProducerConfig.ACKS_CONFIG,
                "all",
                ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
                true,
                ProducerConfig.LINGER_MS_CONFIG,
                0,
                ProducerConfig.BATCH_SIZE_CONFIG,
                64 * 1024,
                ProducerConfig.COMPRESSION_TYPE_CONFIG,
                "zstd",
                ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
                8 * 1024 * 1024));
        Map<String, String> keys = Map.of(args[2], "integration");
        int port = Integer.parseInt(args[0]);
        int loops = 2 * Runtime.getRuntime().availableProcessors();
        vertx.deployVerticle(() -> new Server(port, producer, keys), new DeploymentOptions().setInstances(loops));
    }

    /** One event loop's share. */
    private static final class Server extends AbstractVerticle {
        private final int port;
        private final KafkaProducer<byte[], byte[]> producer;
        private final Map<String, String> keys;

        Server(int port, KafkaProducer<byte[], byte[]> producer, Map<String, String> keys) {
            this.port = port;
            this.producer = producer;
            this.keys = keys;
        }

        @Override
        public void start() {
            vertx.createHttpServer()
                    .requestHandler(request -> request.bodyHandler(body -> export(request, body)))
                    .listen(port);
        }

        @SuppressWarnings("FutureReturnValueIgnored") // the callback answers
        private void export(HttpServerRequest request, Buffer buffer) {
            String integration = keys.get(request.getHeader("Authorization"));
            byte[] body = buffer.getBytes();
            if (integration == null || !isJson(body)) {
                request.response().setStatusCode(400).end();
                return;
            }
            String path = request.path();
            Signal signal =
                    Signal.ofWireName(path.substring(path.lastIndexOf('/') + 1)).orElseThrow();
            producer.send(
                    new ProducerRecord<>(Topics.raw(signal), digest(integration, body), body),
                    (metadata, failure) -> context.runOnContext(done -> request.response()
                            .setStatusCode(failure == null ? 200 : 503)
                            .putHeader("Content-Type", "application/json")
                            .end("{}")));
        }

        private static boolean isJson(byte[] body) {
            try (JsonParser parser = JSON.createParser(body)) {
                while (parser.nextToken() != null) {
                    // each token is validated as it is passed
                }
                return true;
            } catch (IOException e) {
                return false;
            }
        }

        private static byte[] digest(String integration, byte[] body) {
            try {
                MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
                sha256.update(integration.getBytes(UTF_8));
                return Arrays.copyOf(sha256.digest(body), 16);
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("every Java platform has SHA-256", e);
            }
        }
    }
}
