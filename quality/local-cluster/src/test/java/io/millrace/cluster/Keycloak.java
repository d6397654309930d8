package io.millrace.cluster;

import io.millrace.cluster.process.Member;
import io.millrace.cluster.process.Ports;
import io.millrace.cluster.process.Readiness;
import io.millrace.cluster.process.Recipe;
import io.millrace.testkit.TestFolders;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A Keycloak process with the realm of {@code keycloak-realm.json}. */
final class Keycloak implements AutoCloseable {
    static final String CLIENT_ID = "millrace";
    static final String CLIENT_SECRET = "a secret for tests only";

    private static final String REALM = "/realms/millrace";

    private final int port;
    private final Member process;

    private Keycloak(int port, Member process) {
        this.port = port;
        this.process = process;
    }

    /** A port for it, before it is started. */
    static int freePort() {
        return Ports.free(1).get(0);
    }

    /** Issuer of a Keycloak on that port. */
    static String issuer(int port) {
        return "http://127.0.0.1:" + port + REALM;
    }

    /**
     * Starts it with an empty database and waits until the realm is served.
     *
     * @param home the unpacked distribution, whose data are replaced
     * @param folder where its log is
     */
    static Keycloak start(Path home, Path folder, int port, String consoleUrl) {
        Path data = home.resolve("data");
        try (InputStream realm = Keycloak.class.getResourceAsStream("/keycloak-realm.json")) {
            if (Files.exists(data)) {
                TestFolders.delete(data);
            }
            String text = new String(Objects.requireNonNull(realm).readAllBytes(), StandardCharsets.UTF_8);
            Path file = Files.createDirectories(data.resolve("import")).resolve("millrace-realm.json");
            Files.writeString(file, text.replace("@CONSOLE@", consoleUrl));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot prepare " + home, e);
        }
        List<String> command = List.of(
                "sh",
                home.resolve("bin/kc.sh").toString(),
                "start-dev",
                "--import-realm",
                "--http-host=127.0.0.1",
                "--http-port=" + port,
                "--health-enabled=false");
        Map<String, String> environment =
                Map.of("JAVA_HOME", System.getProperty("java.home"), "JAVA_OPTS_KC_HEAP", "-Xmx512m");
        Readiness ready = Readiness.http(port, REALM + "/.well-known/openid-configuration");
        Member process = Member.launch(new Recipe("keycloak", command, environment, folder.resolve("keycloak"), ready));
        try {
            process.awaitReady();
        } catch (RuntimeException | Error e) {
            process.close();
            throw e;
        }
        return new Keycloak(port, process);
    }

    String issuer() {
        return issuer(port);
    }

    @Override
    public void close() {
        process.close();
    }
}
