package io.millrace.sink.maintenance.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileRewriterTest {
    private static final Duration LIMIT = Duration.ofMinutes(1);

    @TempDir
    private Path folder;

    @Test
    void leavesItsFolderToARewriteThatIsBetweenTwoStatementsWhenItIsStopped() throws Exception {
        FileRewriter rewriter = rewriter();
        rewriter.prepare();
        Path copy = Files.writeString(own().resolve("in-0.parquet"), "rows");

        assertThat(rewriter.stop(LIMIT)).isTrue();
        assertThat(copy).exists();
        rewriter.close();

        assertThat(folder.toFile().list()).containsExactly("folders.lock");
    }

    @Test
    void makesNoFolderOnceItIsStopped() {
        FileRewriter rewriter = rewriter();
        rewriter.stop(LIMIT);

        assertThatThrownBy(rewriter::prepare).isInstanceOf(IllegalStateException.class);

        rewriter.close();
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void endsThoughItsFolderIsGone() throws Exception {
        FileRewriter rewriter = rewriter();
        rewriter.prepare();
        Files.delete(own());
        rewriter.stop(LIMIT);

        rewriter.close();

        assertThat(folder.toFile().list()).containsExactly("folders.lock");
    }

    private Path own() throws Exception {
        try (Stream<Path> all = Files.list(folder)) {
            List<File> folders = all.map(Path::toFile).filter(File::isDirectory).toList();
            assertThat(folders).hasSize(1);
            return folders.get(0).toPath();
        }
    }

    private FileRewriter rewriter() {
        return new FileRewriter(new RewriteLimits(folder, 256L << 20, 1, 1L << 30));
    }
}
