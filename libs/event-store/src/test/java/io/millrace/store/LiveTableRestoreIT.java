package io.millrace.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.store.file.LocalFileIO;
import io.millrace.telemetry.Signal;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.apache.iceberg.CatalogProperties;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.HasTableOperations;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.TableMetadataParser;
import org.apache.iceberg.io.FileIO;
import org.apache.iceberg.io.SupportsPrefixOperations;
import org.apache.iceberg.jdbc.JdbcCatalog;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Restores of tables whose catalog entry is well: nothing that was committed is rolled back, and what it forgot comes back. */
class LiveTableRestoreIT {
    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

    @TempDir
    private Path folder;

    private final JdbcCatalog catalog = new JdbcCatalog();
    private StoreSettings settings;
    private EventTables tables;
    private Table table;

    @BeforeEach
    void write() {
        settings = StoreSettings.local(folder);
        tables = EventTables.open(settings);
        table = tables.createOrLoad(Signal.LOGS);
        append(3);
        catalog.initialize(settings.catalogName(), withLocalFiles(settings.properties()));
    }

    @AfterEach
    void close() {
        catalog.close();
        tables.close();
    }

    @Test
    void leavesATableAloneThatIsWrittenWhileItsFilesAreListed() {
        RestoredTable restored = restore(after(() -> append(1)), RestoreRequest.REGISTER);

        assertThat(restored.outcome()).isEqualTo(RestoredTable.Outcome.NOTHING_TO_DO);
        assertThat(rows()).isEqualTo(4);
    }

    @Test
    void leavesATableAloneWhoseCommitsMeanwhileAreListed() {
        RestoredTable restored = restore(before(() -> append(3)), RestoreRequest.REGISTER);

        assertThat(restored.outcome()).isEqualTo(RestoredTable.Outcome.NOTHING_TO_DO);
        assertThat(restored.metadataFile()).isEmpty();
        assertThat(rows()).isEqualTo(6);
    }

    @Test
    void replacesNoEntryThatHasChangedSinceItWasFoundBroken() throws IOException {
        String whole = location();
        DataFile lost = append(1);
        Files.delete(Path.of(lost.location()));

        assertThatThrownBy(() -> restore(after(() -> append(1)), RestoreRequest.registering(name(whole))))
                .hasMessageContaining("has changed meanwhile");
        assertThat(rows()).isEqualTo(5);
    }

    @Test
    void registersWhatTheCatalogHasForgotten() {
        String old = location();
        append(2);
        setTheCatalogBackTo(old);

        RestoredTable found = tables.restore(Signal.LOGS, RestoreRequest.LOOK);
        assertThat(found.outcome()).isEqualTo(RestoredTable.Outcome.FOUND);
        assertThat(found.rows()).isEqualTo(5);
        assertThat(rows()).isEqualTo(3);

        RestoredTable restored = tables.restore(Signal.LOGS, RestoreRequest.REGISTER);
        assertThat(restored.outcome()).isEqualTo(RestoredTable.Outcome.REGISTERED);
        assertThat(rows()).isEqualTo(5);
    }

    /** A commit that is under way looks just so, and so does one that its writer's death left. */
    @Test
    void takesTheNextMetadataOnlyIfItIsNamed() {
        TableMetadata current = ((HasTableOperations) table).operations().refresh();
        String next = table.location() + "/metadata/00004-left.metadata.json";
        TableMetadataParser.write(
                TableMetadata.buildFrom(current)
                        .setProperties(Map.of("left", "behind"))
                        .build(),
                tables.io().newOutputFile(next));

        RestoredTable found = tables.restore(Signal.LOGS, RestoreRequest.REGISTER);
        assertThat(found.outcome()).isEqualTo(RestoredTable.Outcome.NOTHING_TO_DO);
        assertThat(found.metadataFile()).isEqualTo(next);
        assertThat(location()).isNotEqualTo(next);

        tables.restore(Signal.LOGS, RestoreRequest.registering(name(next)));
        assertThat(location()).isEqualTo(next);
    }

    @Test
    void takesMetadataOfAnotherHistoryOnlyIfItIsNamed() {
        String old = location();
        append(3);
        String other = location();
        setTheCatalogBackTo(old);
        append(1);

        RestoredTable found = tables.restore(Signal.LOGS, RestoreRequest.REGISTER);
        assertThat(found.outcome()).isEqualTo(RestoredTable.Outcome.NOTHING_TO_DO);
        assertThat(found.metadataFile()).isEqualTo(other);
        assertThat(rows()).isEqualTo(4);

        tables.restore(Signal.LOGS, RestoreRequest.registering(name(other)));
        assertThat(rows()).isEqualTo(6);
    }

    @Test
    void rollsNoWholeTableBack() {
        String old = location();
        append(1);

        assertThatThrownBy(() -> tables.restore(Signal.LOGS, RestoreRequest.registering(name(old))))
                .hasMessageContaining("not rolled back");
        assertThat(rows()).isEqualTo(4);
    }

    private RestoredTable restore(FileIO io, RestoreRequest request) {
        return new TableRestore(catalog, io, settings.warehouse(), Signal.LOGS).restore(request);
    }

    /** Something happens once the files have been listed. */
    private FileIO after(Runnable happening) {
        return listing(() -> {}, happening);
    }

    /** Something happens just before the files are listed. */
    private FileIO before(Runnable happening) {
        return listing(happening, () -> {});
    }

    private FileIO listing(Runnable before, Runnable after) {
        return (FileIO) Proxy.newProxyInstance(
                FileIO.class.getClassLoader(),
                new Class<?>[] {SupportsPrefixOperations.class},
                (proxy, method, arguments) -> {
                    boolean isListing = method.getName().equals("listPrefix");
                    try {
                        if (isListing) {
                            before.run();
                        }
                        Object result = method.invoke(tables.io(), arguments);
                        if (isListing) {
                            after.run();
                        }
                        return result;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private DataFile append(int commits) {
        DataFile file = TestRows.write(table, Signal.LOGS, "acme", NOON);
        table.newAppend().appendFile(file).commit();
        return commits == 1 ? file : append(commits - 1);
    }

    private void setTheCatalogBackTo(String metadataFile) {
        catalog.dropTable(TableLayout.identifier(Signal.LOGS), false);
        catalog.registerTable(TableLayout.identifier(Signal.LOGS), metadataFile);
        table = tables.load(Signal.LOGS).orElseThrow();
    }

    private String location() {
        Table now = tables.load(Signal.LOGS).orElseThrow();
        return ((HasTableOperations) now).operations().current().metadataFileLocation();
    }

    private long rows() {
        return Long.parseLong(tables.load(Signal.LOGS)
                .orElseThrow()
                .currentSnapshot()
                .summary()
                .get("total-records"));
    }

    private static String name(String file) {
        return file.replaceFirst(".*/", "");
    }

    private static Map<String, String> withLocalFiles(Map<String, String> properties) {
        Map<String, String> all = new HashMap<>(properties);
        all.put(CatalogProperties.FILE_IO_IMPL, LocalFileIO.class.getName());
        return all;
    }
}
