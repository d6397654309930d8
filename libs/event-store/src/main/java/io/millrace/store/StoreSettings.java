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
    public static StoreSettings of(StoreConfig config) {
        Path dataDir = config.dataDir().toAbsolutePath().normalize();
        String warehouse =
                absolute(config.warehouse().orElse(dataDir.resolve("warehouse").toString()));
        StoreConfig.Catalog catalog = config.catalog();
        Map<String, String> properties = new HashMap<>(fileAccess(warehouse));
        if (!isLocal(warehouse)) {
            properties.putAll(s3(config.s3()));
        }
        String uri = catalog.uri().orElseGet(() -> sqliteFile(dataDir));
        properties.put(CatalogProperties.WAREHOUSE_LOCATION, warehouse);
        properties.put(CatalogProperties.URI, uri);
        if (catalog.kind() == CatalogKind.JDBC) {
            properties.put("jdbc.schema-version", "V1");
            properties.putAll(timeLimits(uri));
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

    /** The plain client of the JDK: it brings no event loops of its own and is enough for a few requests at a time. */
    private static Map<String, String> s3(StoreConfig.S3 config) {
        Map<String, String> properties = new HashMap<>();
        properties.put("http-client.type", "urlconnection");
        properties.put("http-client.urlconnection.connection-timeout-ms", "10000");
        properties.put("http-client.urlconnection.socket-timeout-ms", "30000");
        properties.put("s3.path-style-access", Boolean.toString(config.pathStyle()));
        config.endpoint().ifPresent(endpoint -> {
            properties.put("s3.endpoint", endpoint);
            properties.put("client.region", "us-east-1");
        });
        config.region().ifPresent(region -> properties.put("client.region", region));
        config.accessKey().ifPresent(key -> properties.put("s3.access-key-id", key));
        config.secretKey().ifPresent(secret -> properties.put("s3.secret-access-key", secret));
        return properties;
    }

    /** A database that answers nothing fails a call after a while; without limits the writer would wait for ever. */
    private static Map<String, String> timeLimits(String uri) {
        return uri.startsWith("jdbc:postgresql:")
                ? Map.of("jdbc.connectTimeout", "10", "jdbc.socketTimeout", "30", "jdbc.tcpKeepAlive", "true")
                : Map.of();
    }

    private static boolean isLocal(String warehouse) {
        return !warehouse.contains("://") || warehouse.startsWith("file:");
    }

    private static String absolute(String warehouse) {
        return warehouse.contains(":")
                ? warehouse.replaceFirst("/+$", "")
                : Path.of(warehouse).toAbsolutePath().normalize().toString();
    }

    private static String sqliteFile(Path dataDir) {
        return "jdbc:sqlite:" + dataDir.resolve("catalog.db") + SQLITE_PRAGMAS;
    }
}
