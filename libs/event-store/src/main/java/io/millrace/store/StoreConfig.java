package io.millrace.store;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Where the event tables are. Sink and console of one installation have the same values. */
@ConfigMapping(prefix = "millrace.store")
public interface StoreConfig {

    /** Folder of everything local: the warehouse and the catalog's file, where nothing else is said. */
    @WithDefault("${millrace.data-dir:data}")
    Path dataDir();

    /** Folder or URI (s3://bucket/folder) of the table files; default the folder {@code warehouse} in the data folder. */
    Optional<String> warehouse();

    /** The catalog, which knows each table's newest snapshot. */
    Catalog catalog();

    /** Properties of Iceberg's file access, such as {@code s3.endpoint}; for a warehouse that is no local folder. */
    Map<String, String> fileIo();

    /** How the catalog is reached. */
    interface Catalog {
        /** What kind of catalog it is. */
        @WithDefault("jdbc")
        CatalogKind kind();

        /** JDBC URL or URI of the REST catalog; default a SQLite file {@code catalog.db} in the data folder. */
        Optional<String> uri();

        /** Name of the catalog; other engines that read a JDBC catalog must use the same. */
        @WithDefault("millrace")
        String name();

        /** User of the database. */
        Optional<String> user();

        /** Password of the database. */
        Optional<String> password();

        /** Further properties of Iceberg's catalog, such as {@code credential} for a REST catalog. */
        Map<String, String> properties();
    }
}
