package io.millrace.console.store;

import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.agroal.api.security.NamePrincipal;
import io.agroal.api.security.SimplePassword;
import io.millrace.console.ConsoleConfig;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.function.Function;
import org.flywaydb.core.Flyway;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;

/**
 * The accounts database, brought to the newest schema before anything reads it. Every call blocks: ask on a worker thread.
 *
 * <p>It is opened here and not by an extension, so that H2 or PostgreSQL is a matter of one URL at run time (ADR 0050).
 */
@Singleton
public final class Database implements AutoCloseable {
    private static final String H2_OPTIONS =
            ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH;WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE;LOCK_TIMEOUT=10000";

    private final AgroalDataSource pool;
    private final Jdbi jdbi;
    private final boolean h2;

    /** Opens the configured database and brings its schema up to date. */
    public Database(ConsoleConfig config) {
        h2 = !url(config).startsWith("jdbc:postgresql:");
        pool = open(url(config), config.database());
        Flyway.configure()
                .dataSource(pool)
                .locations("classpath:db/console", h2 ? "classpath:db/console-h2" : "classpath:db/console-postgresql")
                .table("console_schema_history")
                // the catalog's tables may share the schema and be there first
                .baselineOnMigrate(true)
                .baselineVersion("0")
                .load()
                .migrate();
        jdbi = Jdbi.create(pool);
    }

    /** Reads, each statement for itself. */
    public <T> T read(Function<Handle, T> statements) {
        return jdbi.withHandle(statements::apply);
    }

    /** Does all of it or nothing. */
    public <T> T inTransaction(Function<Handle, T> statements) {
        return jdbi.inTransaction(TransactionIsolationLevel.READ_COMMITTED, statements::apply);
    }

    /** Whether it is an H2 file or memory of this process. */
    boolean isH2() {
        return h2;
    }

    /** Whether the database answers. */
    public boolean answers() {
        try (var connection = pool.getConnection()) {
            return connection.isValid(2);
        } catch (SQLException e) {
            return false;
        }
    }

    /** Closes all connections. */
    @Override
    @PreDestroy
    public void close() {
        pool.close();
    }

    private static String url(ConsoleConfig config) {
        return config.database().url().orElseGet(() -> {
            Path folder = config.dataDir().toAbsolutePath().normalize().resolve("console");
            try {
                Files.createDirectories(folder);
            } catch (IOException e) {
                throw new UncheckedIOException("cannot make the folder of the accounts database: " + folder, e);
            }
            return "jdbc:h2:file:" + folder.resolve("accounts") + H2_OPTIONS;
        });
    }

    private static AgroalDataSource open(String url, ConsoleConfig.Database settings) {
        var configuration = new AgroalDataSourceConfigurationSupplier()
                .connectionPoolConfiguration(pool -> pool.maxSize(settings.maxConnections())
                        .acquisitionTimeout(settings.acquisitionTimeout())
                        .connectionFactoryConfiguration(connection -> {
                            connection.jdbcUrl(url);
                            connection.connectionProviderClassName(driver(url));
                            settings.user().ifPresent(user -> connection.principal(new NamePrincipal(user)));
                            settings.password()
                                    .ifPresent(password -> connection.credential(new SimplePassword(password)));
                            return connection;
                        }));
        try {
            return AgroalDataSource.from(configuration);
        } catch (SQLException e) {
            throw new IllegalStateException("the accounts database cannot be opened", e);
        }
    }

    private static String driver(String url) {
        if (url.startsWith("jdbc:h2:")) {
            return "org.h2.Driver";
        }
        if (url.startsWith("jdbc:postgresql:")) {
            return "org.postgresql.Driver";
        }
        throw new IllegalArgumentException(
                "millrace.console.database.url must start with jdbc:postgresql: or jdbc:h2:");
    }
}
