package io.millrace.standalone;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What keeps a start from its end is found before anything is made, and said in words. */
class StartFailuresTest {
    @TempDir
    Path folder;

    @Test
    void saysThatThePortIsUsed() throws IOException {
        try (ServerSocket other = new ServerSocket(0)) {
            assertThatThrownBy(() -> check(Integer.toString(other.getLocalPort())))
                    .hasMessage("port " + other.getLocalPort() + " is used by another process: stop that one, or set"
                            + " QUARKUS_HTTP_PORT to a free port");
        }
    }

    @Test
    void takesAnyFreePort() {
        assertThatCode(() -> check("0")).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"abc", "70000", "-1", "80 80"})
    void saysWhichPortIsNone(String port) {
        assertThatThrownBy(() -> check(port))
                .hasMessage("QUARKUS_HTTP_PORT must be a number from 0 to 65535, not " + port);
    }

    @Test
    void saysThatTheDataFolderIsAFile() throws IOException {
        Path file = Files.createFile(folder.resolve("data"));

        assertThatThrownBy(() -> DataFolder.open(file))
                .hasMessage(
                        "cannot use the data folder " + file + ", which is a file: set MILLRACE_DATA_DIR to a folder");
    }

    @Test
    void saysThatTheDataFolderCannotBeMade() throws IOException {
        Path below = Files.createFile(folder.resolve("file")).resolve("data");

        assertThatThrownBy(() -> DataFolder.open(below))
                .hasMessage("cannot use the data folder " + below
                        + ", which this user cannot make: set MILLRACE_DATA_DIR to another one");
    }

    @Test
    void saysThatAnotherProcessUsesTheFolder() {
        Path data = folder.resolve("data");
        try (DataFolder first = DataFolder.open(data)) {
            assertThatThrownBy(() -> DataFolder.open(first.root()))
                    .hasMessage("another process uses the data folder " + data);
        }
    }

    private static void check(String port) {
        HttpPort.check(property -> Map.of("quarkus.http.port", port).get(property));
    }
}
