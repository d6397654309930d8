package io.millrace.sink.maintenance.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkFolderTest {
    private static final String KILLED = "6b1f0f5e-0b0c-4d0e-9a56-0f5f3d0a1b2c";

    @TempDir
    private Path folder;

    @Test
    void removesWhatAKilledProcessLeftAndNothingElse() throws IOException {
        for (String name : List.of(KILLED, "somebodys")) {
            Files.createDirectories(folder.resolve(name).resolve("spill-0"));
            Files.writeString(folder.resolve(name).resolve("in-0.parquet"), "rows");
        }
        Files.createFile(folder.resolve(KILLED + ".lock"));

        try (WorkFolder own = WorkFolder.open(folder)) {
            assertThat(own.path()).isEmptyDirectory();
            assertThat(folder.resolve(KILLED)).doesNotExist();
            assertThat(folder.resolve(KILLED + ".lock")).doesNotExist();
            assertThat(folder.resolve("somebodys/in-0.parquet")).exists();
        }
    }

    @Test
    void leavesTheFolderOfAProcessThatLives() throws Exception {
        Process other = startAnother();
        try {
            Path theirs = Path.of(other.inputReader().readLine());
            assertThat(theirs.resolve("in-0.parquet")).exists();

            WorkFolder.open(folder).close();
            assertThat(theirs.resolve("in-0.parquet")).exists();

            other.destroyForcibly().waitFor();
            WorkFolder.open(folder).close();
            assertThat(theirs).doesNotExist();
        } finally {
            other.destroyForcibly().waitFor();
        }
    }

    @Test
    void keepsItsFolderFromOtherProcessesThoughItHasOpenedASecond() throws Exception {
        try (WorkFolder first = WorkFolder.open(folder);
                WorkFolder second = WorkFolder.open(folder)) {
            Files.writeString(first.path().resolve("in-0.parquet"), "rows");
            Process other = startAnother();
            try {
                assertThat(Path.of(other.inputReader().readLine())).exists();

                assertThat(first.path().resolve("in-0.parquet")).exists();
                assertThat(second.path()).exists();
            } finally {
                other.destroyForcibly().waitFor();
            }
        }
    }

    @Test
    void removesTheLockOfAFolderThatIsNotThere() throws IOException {
        Files.createFile(folder.resolve(KILLED + ".lock"));
        Files.createFile(folder.resolve("somebodys.lock"));

        WorkFolder.open(folder).close();

        assertThat(folder.resolve(KILLED + ".lock")).doesNotExist();
        assertThat(folder.resolve("somebodys.lock")).exists();
    }

    @Test
    void opensThoughWhatWasLeftCannotBeRemoved() throws IOException {
        Files.createDirectories(folder.resolve(KILLED));
        Files.createDirectories(folder.resolve(KILLED + ".lock/in-the-way"));

        try (WorkFolder own = WorkFolder.open(folder)) {
            assertThat(own.path()).isEmptyDirectory();
        }
    }

    private Process startAnother() throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Holder.class.getName(),
                        folder.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    @Test
    void leavesNothingItself() throws IOException {
        WorkFolder first = WorkFolder.open(folder);
        try (WorkFolder second = WorkFolder.open(folder)) {
            assertThat(first.path()).exists().isNotEqualTo(second.path());
        }
        first.close();

        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left.map(path -> path.getFileName().toString())).containsExactly("folders.lock");
        }
    }

    /** Another process that has a folder until it is killed. */
    static final class Holder {
        private Holder() {}

        /** Prints its folder. */
        public static void main(String[] arguments) throws Exception {
            WorkFolder own = WorkFolder.open(Path.of(arguments[0]));
            Files.writeString(own.path().resolve("in-0.parquet"), "rows");
            System.out.println(own.path());
            System.in.read();
        }
    }
}
