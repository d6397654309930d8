package io.millrace.store;

import io.millrace.store.file.LocalFileIO;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.iceberg.CatalogProperties;

/**
 * Where the tables are, with every default filled in.
 *
 * @param kind kind of the catalog
 * @param catalogName name of the catalog
 * @param warehouse absolute folder or URI of the table files
 * @param properties properties for Iceberg's catalog and file access; may hold secrets
 */
public record StoreSettings(CatalogKind kind, String catalogName, String warehouse, Map<String, String> properties) {
    static final String S3_FILE_IO = "org.apache.iceberg.aws.s3.S3FileIO";
    private static final String SQLITE_PRAGMAS = "?busy_timeout=30000&journal_mode=WAL&synchronous=FULL";

    /** Copies the properties. */
    public StoreSettings {
        properties = Map.copyOf(properties);
    }

    /** What the configuration says. */
    static StoreSettings of(StoreConfig config) {
        Path dataDir = config.dataDir().toAbsolutePath().normalize();
        String warehouse =
                absolute(config.warehouse().orElse(dataDir.resolve("warehouse").toString()));
        StoreConfig.Catalog catalog = config.catalog();
        Map<String, String> properties = new HashMap<>(fileAccess(warehouse));
        properties.put(CatalogProperties.WAREHOUSE_LOCATION, warehouse);
        properties.put(CatalogProperties.URI, catalog.uri().orElseGet(() -> sqliteFile(dataDir)));
        if (catalog.kind() == CatalogKind.JDBC) {
            properties.put("jdbc.schema-version", "V1");
            catalog.user().ifPresent(user -> properties.put("jdbc.user", user));
            catalog.password().ifPresent(password -> properties.put("jdbc.password", password));
        }
        properties.putAll(config.fileIo());
        properties.putAll(catalog.properties());
        return new StoreSettings(catalog.kind(), catalog.name(), warehouse, properties);
    }

    /**
     * Tables in a local folder with a SQLite catalog, as on one machine.
     *
     * @param dataDir folder that holds or will hold both
     */
    public static StoreSettings local(Path dataDir) {
        Path folder = dataDir.toAbsolutePath().normalize();
        String warehouse = folder.resolve("warehouse").toString();
        Map<String, String> properties = new HashMap<>(fileAccess(warehouse));
        properties.put(CatalogProperties.WAREHOUSE_LOCATION, warehouse);
        properties.put(CatalogProperties.URI, sqliteFile(folder));
        properties.put("jdbc.schema-version", "V1");
        return new StoreSettings(CatalogKind.JDBC, "millrace", warehouse, properties);
    }

    /** Whether the table files are in a local folder. */
    public boolean isLocal() {
        return isLocal(warehouse);
    }

    /** Leaves out the properties, which may hold secrets. */
    @Override
    public String toString() {
        return "catalog=" + kind + "/" + catalogName + " warehouse=" + warehouse;
    }

    private static Map<String, String> fileAccess(String warehouse) {
        return Map.of(CatalogProperties.FILE_IO_IMPL, isLocal(warehouse) ? LocalFileIO.class.getName() : S3_FILE_IO);
    }

    private static boolean isLocal(String warehouse) {
        return !warehouse.contains("://") || warehouse.startsWith("file:");
    }

    private static String absolute(String warehouse) {
        return warehouse.contains(":")
                ? warehouse
                : Path.of(warehouse).toAbsolutePath().normalize().toString();
    }

    private static String sqliteFile(Path dataDir) {
        return "jdbc:sqlite:" + dataDir.resolve("catalog.db") + SQLITE_PRAGMAS;
    }
}
