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

    /** The object store, for a warehouse {@code s3://bucket/folder}. */
    S3 s3();

    /** Further properties of Iceberg's file access, such as {@code s3.sse.type}; for a warehouse that is no local folder. */
    Map<String, String> fileIo();

    /** How an S3-compatible store is reached. What is not set comes from where the AWS clients look for it. */
    interface S3 {
        /** Address of a store that is not Amazon's, such as {@code https://minio.example.com:9000}. */
        Optional<String> endpoint();

        /** Region; with an endpoint and without a region {@code us-east-1}, which such stores take. */
        Optional<String> region();

        /** Whether the bucket's name stands in the path instead of the host's name; most stores but Amazon's need it. */
        @WithDefault("false")
        boolean pathStyle();

        /** Access key; without one the AWS clients' own chain is asked: environment, web identity, instance profile. */
        Optional<String> accessKey();

        /** Secret of the access key. */
        Optional<String> secretKey();
    }

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

        /**
         * Further properties of Iceberg's catalog, such as {@code credential} and {@code warehouse} (its name on the server) for
         * a REST catalog, or {@code jdbc.socketTimeout}.
         */
        Map<String, String> properties();
    }
}
