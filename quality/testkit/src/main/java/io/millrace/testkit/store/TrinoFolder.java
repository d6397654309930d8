package io.millrace.testkit.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** The settings files of a Trino server. */
final class TrinoFolder {
    private TrinoFolder() {}

    static void write(Path folder, int port, Path home, Lake lake) throws IOException {
        Path catalogs = Files.createDirectories(folder.resolve("catalog"));
        // only what reads the tables: a server with all its plugins takes minutes to start
        Path plugins = Files.createDirectories(folder.resolve("plugins"));
        Files.createSymbolicLink(
                plugins.resolve("iceberg"), home.resolve("plugin").resolve("iceberg"));
        properties(
                folder.resolve("config.properties"),
                Map.of(
                        "coordinator",
                        "true",
                        "node-scheduler.include-coordinator",
                        "true",
                        "http-server.http.port",
                        Integer.toString(port),
                        "discovery.uri",
                        "http://127.0.0.1:" + port,
                        "query.max-memory-per-node",
                        "512MB",
                        "plugin.dir",
                        home.resolve("plugin").toString(),
                        "catalog.config-dir",
                        catalogs.toString()));
        properties(folder.resolve("log.properties"), Map.of("io.trino", "WARN", "io.airlift", "WARN"));
        Map<String, String> catalog = new TreeMap<>(lake.files());
        catalog.put("connector.name", "iceberg");
        catalog.put("iceberg.catalog.type", "jdbc");
        catalog.put("iceberg.jdbc-catalog.driver-class", "org.postgresql.Driver");
        catalog.put("iceberg.jdbc-catalog.connection-url", lake.postgres().jdbcUrl());
        catalog.put("iceberg.jdbc-catalog.connection-user", lake.postgres().user());
        catalog.put("iceberg.jdbc-catalog.connection-password", "unused");
        catalog.put("iceberg.jdbc-catalog.catalog-name", lake.catalogName());
        catalog.put("iceberg.jdbc-catalog.default-warehouse-dir", "file:///unused");
        catalog.put("iceberg.jdbc-catalog.schema-version", "V1");
        properties(catalogs.resolve(lake.name() + ".properties"), catalog);
    }

    private static void properties(Path file, Map<String, String> entries) throws IOException {
        StringBuilder text = new StringBuilder();
        new TreeMap<>(entries)
                .forEach((key, value) ->
                        text.append(key).append('=').append(value).append('\n'));
        Files.writeString(file, text);
    }

    /**
     * Where the tables are.
     *
     * @param name the catalog's name in the engine
     * @param catalogName its name in the database
     * @param postgres the database
     * @param files settings of the access to files
     */
    record Lake(String name, String catalogName, PostgresServer postgres, Map<String, String> files) {}
}
