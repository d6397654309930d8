package io.millrace.testkit.store;

import io.millrace.testkit.TestFolders;
import io.millrace.testkit.container.Server;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** An S3 server from Maven Central in a process of its own, over a local folder. */
final class S3Process implements Server {
    private static final Duration START_LIMIT = Duration.ofMinutes(2);

    private final Path folder;
    private final int port;
    private ServerProcess process;

    private S3Process(Path folder, int port) {
        this.folder = folder;
        this.port = port;
        this.process = launch(folder, port);
    }

    /** Starts it; the bucket is a folder in its folder. */
    static S3Process start(Path folder, int port, String bucket) {
        try {
            Files.createDirectories(folder.resolve("objects").resolve(bucket));
            return new S3Process(folder, port);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make the bucket in " + folder, e);
        }
    }

    @Override
    public void stop() {
        process.close();
    }

    @Override
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
                            "s3proxy.identity=" + S3Server.ACCESS_KEY,
                            "s3proxy.credential=" + S3Server.SECRET_KEY,
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
