package io.millrace.testkit.container;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.rnorth.ducttape.unreliables.Unreliables;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.utility.DockerImageName;

/** A server in a container, at a port of 127.0.0.1 that stays the same when it is started again. */
public final class ServerContainer implements Server {
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final int STOP_SECONDS = 30;
    private static final int PATIENCE_MILLIS = 1_000;

    private final GenericContainer<?> container;
    private final BooleanSupplier answers;

    private ServerContainer(GenericContainer<?> container, BooleanSupplier answers) {
        this.container = container;
        this.answers = answers;
    }

    /**
     * Starts it, and returns when it answers.
     *
     * @param containerPort its port in the container
     * @param hostPort its port on 127.0.0.1
     * @param environment variables for it
     * @param answers whether it may be used; asked once the port is open
     * @param command arguments; none takes the image's own
     */
    @SuppressWarnings("resource") // closed by close()
    public static ServerContainer start(
            String image,
            int containerPort,
            int hostPort,
            Map<String, String> environment,
            BooleanSupplier answers,
            String... command) {
        GenericContainer<?> container = new GenericContainer<>(DockerImageName.parse(image)).withEnv(environment);
        container.setPortBindings(List.of("127.0.0.1:" + hostPort + ":" + containerPort));
        if (command.length > 0) {
            container.withCommand(command);
        }
        ServerContainer server = new ServerContainer(container, () -> isOpen(hostPort) && answers.getAsBoolean());
        container.start();
        server.awaitAnswer();
        return server;
    }

    @Override
    public void stop() {
        container
                .getDockerClient()
                .stopContainerCmd(container.getContainerId())
                .withTimeout(STOP_SECONDS)
                .exec();
    }

    @Override
    public void restart() {
        container
                .getDockerClient()
                .startContainerCmd(container.getContainerId())
                .exec();
        awaitAnswer();
    }

    @Override
    public void close() {
        container.stop();
    }

    private void awaitAnswer() {
        Unreliables.retryUntilTrue((int) LIMIT.toSeconds(), TimeUnit.SECONDS, answers::getAsBoolean);
    }

    private static boolean isOpen(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), PATIENCE_MILLIS);
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
