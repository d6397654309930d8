package io.millrace.store;

import io.millrace.store.file.LocalFileIO;
import io.millrace.store.position.ManifestThreads;
import io.millrace.telemetry.Signal;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.apache.iceberg.CatalogProperties;
import org.apache.iceberg.CatalogUtil;
import org.apache.iceberg.HasTableOperations;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.Catalog;
import org.apache.iceberg.exceptions.NoSuchTableException;
import org.apache.iceberg.io.FileIO;
import org.apache.iceberg.jdbc.JdbcCatalog;
import org.apache.iceberg.jdbc.UncheckedSQLException;
import org.apache.iceberg.rest.RESTCatalog;
import org.jspecify.annotations.Nullable;

/**
 * The event tables of one installation. Nothing is connected before the first call that needs it, so that a stage starts while
 * its catalog is away; a call that fails may be made again. Safe for use by several threads.
 */
public final class EventTables implements Closeable {
    private static final String SQLITE = "jdbc:sqlite:";

    private final StoreSettings settings;
    private final Map<Signal, Table> readTables = new EnumMap<>(Signal.class);
    private @Nullable Catalog catalog;
    private @Nullable FileIO io;

    private EventTables(StoreSettings settings) {
        this.settings = settings;
    }

    /** The tables that the settings name. */
    public static EventTables open(StoreSettings settings) {
        ManifestThreads.prepare();
        return new EventTables(settings);
    }

    /** What they were opened with. */
    public StoreSettings settings() {
        return settings;
    }

    /**
     * The signal's table for writing: made if it is not there, and with the columns that this release added. Each call gives
     * an object of its own, since Iceberg's tables are not for several threads.
     *
     * @throws RuntimeException if catalog or store cannot be reached
     */
    public Table createOrLoad(Signal signal) {
        Catalog current = catalog();
        return new TableCreation(current, io(), settings.warehouse()).createOrEvolve(signal);
    }

    /**
     * The signal's table as it is, an object of its own for each call, or empty if the sink has not made it yet.
     *
     * @throws RuntimeException if catalog or store cannot be reached
     */
    public Optional<Table> load(Signal signal) {
        try {
            return Optional.of(catalog().loadTable(TableLayout.identifier(signal)));
        } catch (NoSuchTableException e) {
            return Optional.empty();
        }
    }

    /**
     * Makes a signal's table known again to a catalog that has lost it, or that comes from an old copy and names files that are
     * gone: by the newest metadata file whose every file is there, or by the one that the request names.
     *
     * @throws IllegalStateException if no metadata file has all its files, or if it is not certain which one is the table and
     *     the request names none; nothing is changed then
     * @throws RuntimeException if catalog or store cannot be reached
     */
    public RestoredTable restore(Signal signal, RestoreRequest request) {
        return new TableRestore(catalog(), io(), settings.warehouse(), signal).restore(request);
    }

    /**
     * The newest snapshot of a signal's table, pinned: what it lists does not change, and its files stay for at least as long
     * as the sink keeps snapshots. A table that is not there yet gives an empty one.
     *
     * @throws RuntimeException if catalog or store cannot be reached
     */
    public TableSnapshot snapshot(Signal signal) {
        synchronized (readTables) {
            Table known = readTables.get(signal);
            if (known != null) {
                known.refresh();
            } else {
                Optional<Table> loaded = load(signal);
                if (loaded.isEmpty()) {
                    return TableSnapshot.empty(signal);
                }
                known = loaded.get();
                readTables.put(signal, known);
            }
            return TableSnapshot.of(
                    signal, ((HasTableOperations) known).operations().current(), known.io());
        }
    }

    /** Access to the tables' files. */
    public synchronized FileIO io() {
        if (io == null) {
            io = newFileIo();
        }
        return io;
    }

    @Override
    public synchronized void close() {
        try {
            if (catalog instanceof Closeable closeable) {
                closeable.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot close the catalog " + settings, e);
        } finally {
            if (io != null) {
                io.close();
            }
            catalog = null;
            io = null;
        }
    }

    private synchronized Catalog catalog() {
        if (catalog == null) {
            makeLocalFolders();
            catalog = switch (settings.kind()) {
                case JDBC -> openJdbc();
                case REST -> openRest();
            };
        }
        return catalog;
    }

    /** A second try, because two processes that make a JDBC catalog's own tables at once get in each other's way. */
    private Catalog openJdbc() {
        registerDriver();
        try {
            return initialized(new JdbcCatalog(properties -> newFileIo(), null, true));
        } catch (UncheckedSQLException e) {
            return initialized(new JdbcCatalog(properties -> newFileIo(), null, true));
        }
    }

    /** Drivers register themselves with the class loader of whoever asked for one first, which need not be ours. */
    private void registerDriver() {
        String uri = settings.properties().getOrDefault(CatalogProperties.URI, "");
        if (!uri.startsWith("jdbc:postgresql:") && !uri.startsWith(SQLITE)) {
            return; // not brought by us
        }
        String driver = uri.startsWith("jdbc:postgresql:") ? "org.postgresql.Driver" : "org.sqlite.JDBC";
        try {
            Class.forName(driver, true, EventTables.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException("no driver for the catalog's database on the class path: " + driver, e);
        }
    }

    private Catalog openRest() {
        return initialized(new RESTCatalog());
    }

    private <C extends Catalog> C initialized(C opened) {
        opened.initialize(settings.catalogName(), settings.properties());
        return opened;
    }

    /** The local one is not loaded by its name: in some containers Iceberg's class loader is not ours. */
    private FileIO newFileIo() {
        if (settings.isLocal()) {
            LocalFileIO local = new LocalFileIO();
            local.initialize(settings.properties());
            return local;
        }
        return CatalogUtil.loadFileIO(
                settings.properties().getOrDefault(CatalogProperties.FILE_IO_IMPL, StoreSettings.S3_FILE_IO),
                settings.properties(),
                null);
    }

    private void makeLocalFolders() {
        if (settings.isLocal()) {
            makeFolder(Path.of(settings.warehouse().replaceFirst("^file:(//)?", "")));
        }
        String uri = settings.properties().getOrDefault(CatalogProperties.URI, "");
        if (uri.startsWith(SQLITE)) {
            makeFolder(Path.of(uri.substring(SQLITE.length()).replaceFirst("\\?.*", ""))
                    .toAbsolutePath()
                    .resolveSibling(""));
        }
    }

    private static void makeFolder(Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make the folder " + folder, e);
        }
    }
}
