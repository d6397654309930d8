package io.millrace.testkit.store;

import io.millrace.testkit.container.Containers;
import io.millrace.testkit.container.Server;
import io.millrace.testkit.container.ServerContainer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * An S3-compatible server with one bucket. It checks signatures. It can be stopped and started again over the same objects, at the
 * same address. It runs in a container where Docker has its image, else as a process.
 */
public final class S3Server implements AutoCloseable {
    /** The bucket that is there from the start. */
    public static final String BUCKET = "lake";

    static final String ACCESS_KEY = "test-access-key";
    static final String SECRET_KEY = "test-secret-key";

    private static final String IMAGE = "minio/minio:RELEASE.2025-09-07T16-13-09Z";
    private static final int CONTAINER_PORT = 9000;

    private final int port;
    private final Server server;

    private S3Server(int port, Server server) {
        this.port = port;
        this.server = server;
    }

    /** Starts a server with an empty bucket. */
    public static S3Server start() {
        if (Containers.use("the object store", IMAGE)) {
            int port = FreePorts.next();
            return new S3Server(port, inContainer(port));
        }
        try {
            return start(Files.createTempDirectory("millrace-s3"));
        } catch (IOException e) {
            throw new UncheckedIOException("no temporary folder", e);
        }
    }

    /**
     * Starts a server whose objects are in this folder; never in a container.
     *
     * @param folder removed at the end
     */
    public static S3Server start(Path folder) {
        int port = FreePorts.next();
        return new S3Server(port, S3Process.start(folder, port, BUCKET));
    }

    /** Address for clients. */
    public String endpoint() {
        return endpoint(port);
    }

    /** Settings of Millrace that lead to a folder of the bucket. */
    public Map<String, String> settings(String warehouse) {
        return Map.of(
                "millrace.store.warehouse",
                "s3://" + BUCKET + "/" + warehouse,
                "millrace.store.s3.endpoint",
                endpoint(),
                "millrace.store.s3.path-style",
                "true",
                "millrace.store.s3.access-key",
                ACCESS_KEY,
                "millrace.store.s3.secret-key",
                SECRET_KEY);
    }

    /** The same for Trino. */
    Map<String, String> trinoSettings() {
        return Map.of(
                "fs.native-s3.enabled",
                "true",
                "s3.endpoint",
                endpoint(),
                "s3.region",
                "us-east-1",
                "s3.path-style-access",
                "true",
                "s3.aws-access-key",
                ACCESS_KEY,
                "s3.aws-secret-key",
                SECRET_KEY);
    }

    /** Copies every object to another bucket, which it makes, and deletes the first one's: a replica whose original is gone. */
    public void moveTo(String bucket) {
        try (S3Client client = client(port)) {
            client.createBucket(request -> request.bucket(bucket));
            client.listObjectsV2Paginator(request -> request.bucket(BUCKET)).contents().stream()
                    .map(S3Object::key)
                    .forEach(key -> {
                        client.copyObject(copy -> copy.sourceBucket(BUCKET)
                                .sourceKey(key)
                                .destinationBucket(bucket)
                                .destinationKey(key));
                        client.deleteObject(request -> request.bucket(BUCKET).key(key));
                    });
        }
    }

    /** Stops it; the objects stay. */
    public void stop() {
        server.stop();
    }

    /** Starts it again. */
    public void restart() {
        server.restart();
    }

    @Override
    public void close() {
        server.close();
    }

    private static Server inContainer(int port) {
        Map<String, String> environment = Map.of("MINIO_ROOT_USER", ACCESS_KEY, "MINIO_ROOT_PASSWORD", SECRET_KEY);
        return ServerContainer.start(
                IMAGE, CONTAINER_PORT, port, environment, () -> hasBucket(port), "server", "/data");
    }

    /** Makes the bucket as soon as the server takes clients. */
    private static boolean hasBucket(int port) {
        try (S3Client client = client(port)) {
            if (client.listBuckets().buckets().stream()
                    .noneMatch(bucket -> bucket.name().equals(BUCKET))) {
                client.createBucket(request -> request.bucket(BUCKET));
            }
            return true;
        } catch (SdkException e) {
            return false;
        }
    }

    private static S3Client client(int port) {
        return S3Client.builder()
                .endpointOverride(URI.create(endpoint(port)))
                .region(Region.US_EAST_1)
                .forcePathStyle(true)
                .credentialsProvider(
                        StaticCredentialsProvider.create(AwsBasicCredentials.create(ACCESS_KEY, SECRET_KEY)))
                .build();
    }

    private static String endpoint(int port) {
        return "http://127.0.0.1:" + port;
    }
}
