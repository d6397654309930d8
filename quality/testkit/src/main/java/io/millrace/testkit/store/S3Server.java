package io.millrace.testkit.store;

import io.millrace.testkit.TestFolders;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * An S3-compatible server over a local folder, with one bucket. It checks signatures. It can be stopped and started again over
 * the same objects, at the same address.
 */
public final class S3Server implements AutoCloseable {
    /** The bucket that is there from the start. */
    public static final String BUCKET = "lake";

    private static final String ACCESS_KEY = "test-access-key";
    private static final String SECRET_KEY = "test-secret-key";
    private static final Duration START_LIMIT = Duration.ofMinutes(2);

    private final Path folder;
    private final int port = FreePorts.next();
    private ServerProcess process;

    private S3Server(Path folder) {
        this.folder = folder;
        this.process = launch(folder, port);
    }

    /** Starts a server with an empty bucket. */
    public static S3Server start() {
        try {
            Path folder = Files.createTempDirectory("millrace-s3");
            Files.createDirectories(folder.resolve("objects").resolve(BUCKET));
            return new S3Server(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("no temporary folder", e);
        }
    }

    /** Address for clients. */
    public String endpoint() {
        return "http://127.0.0.1:" + port;
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

    /** Stops it; the objects stay. */
    public void stop() {
        process.close();
    }

    /** Starts it again. */
    public void restart() {
        process = launch(folder, port);
    }

    @Override
    public void close() {
        process.close();
        TestFolders.delete(folder);
    }

    private static ServerProcess launch(Path folder, int port) {
        try {
            Path configuration = folder.resolve("s3proxy.conf");
            Files.writeString(
                    configuration,
                    String.join(
                            "\n",
                            "s3proxy.endpoint=http://127.0.0.1:" + port,
                            "s3proxy.authorization=aws-v2-or-v4",
                            "s3proxy.identity=" + ACCESS_KEY,
                            "s3proxy.credential=" + SECRET_KEY,
                            "jclouds.provider=filesystem-nio2",
                            "jclouds.identity=unused",
                            "jclouds.credential=unused",
                            "jclouds.filesystem.basedir=" + folder.resolve("objects")));
            Path logging = folder.resolve("logback.xml");
            Files.writeString(
                    logging,
                    "<configuration><appender name=\"out\" class=\"ch.qos.logback.core.ConsoleAppender\">"
                            + "<encoder><pattern>%d %p %m%n</pattern></encoder></appender>"
                            + "<root level=\"WARN\"><appender-ref ref=\"out\"/></root></configuration>");
            String java =
                    Path.of(System.getProperty("java.home"), "bin", "java").toString();
            ServerProcess started = ServerProcess.start(
                    List.of(
                            java,
                            "-Xmx128m",
                            "-XX:+UseSerialGC",
                            "-XX:TieredStopAtLevel=1",
                            "-Dlogback.configurationFile=" + logging,
                            "-cp",
                            classPath(),
                            "org.gaul.s3proxy.Main",
                            "--properties",
                            configuration.toString()),
                    folder,
                    folder.resolve("s3proxy.log"));
            started.awaitReady(START_LIMIT, () -> ServerProcess.accepts(port));
            return started;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the server's settings", e);
        }
    }

    private static String classPath() throws IOException {
        try (InputStream stream = S3Server.class.getResourceAsStream("/millrace-s3-server.classpath")) {
            if (stream == null) {
                throw new IllegalStateException("millrace-s3-server.classpath is not on the class path");
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8).strip();
        }
    }
}
