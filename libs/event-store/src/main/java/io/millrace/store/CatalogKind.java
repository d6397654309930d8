package io.millrace.store;

/** Kinds of catalogs that can hold the tables. */
public enum CatalogKind {
    /** Tables in a database: a SQLite file on one machine, PostgreSQL in a cluster. */
    JDBC,
    /** Iceberg's REST protocol, as spoken by Polaris, Lakekeeper, Nessie and others. */
    REST
}
