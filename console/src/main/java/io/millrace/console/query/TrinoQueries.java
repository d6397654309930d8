package io.millrace.console.query;

import io.millrace.console.query.QueryConfig.Trino;
import io.millrace.console.query.RunningQueries.Running;
import io.trino.jdbc.TrinoDriver;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * Runs compiled statements on a Trino server over the same tables, behind the caller's views. Who asks and for how long is
 * settled here as for the embedded engine; memory, threads and spilling are the server's own matter.
 */
final class TrinoQueries {
    private final String url;
    private final Properties properties = new Properties();

    TrinoQueries(Trino settings) {
        this.url = settings.url()
                .orElseThrow(() -> new IllegalArgumentException(
                        "millrace.console.query.trino.url is needed when millrace.console.query.engine is trino"));
        if (!url.startsWith("jdbc:trino://")) {
            throw new IllegalArgumentException("millrace.console.query.trino.url must start with jdbc:trino://");
        }
        properties.setProperty("user", settings.user());
        settings.password().ifPresent(password -> properties.setProperty("password", password));
        properties.setProperty("source", "millrace");
        properties.setProperty("timezone", "UTC");
        // in one step: a statement that is prepared first travels in a header, for which reports are too long
        properties.setProperty("explicitPrepare", "false");
    }

    /**
     * Runs a statement.
     *
     * @param query gets what has to be interrupted
     * @param timeout longest run, which the server keeps too, should this process be gone
     * @param target takes the rows
     */
    <T, E extends Exception> T run(
            QueryRequest request, Running query, Duration timeout, ResultRows.Target<T, E> target)
            throws SQLException, E {
        TrinoSql sql = new TrinoSql(request);
        try (Connection connection = connect(timeout);
                PreparedStatement statement = connection.prepareStatement(sql.text())) {
            bind(statement, sql.parameters());
            query.runs(statement);
            if (query.stopReason().isPresent()) {
                throw new SQLException("stopped before it began");
            }
            try (ResultSet rows = statement.executeQuery()) {
                return target.read(new ResultRows(rows, EngineKind.TRINO));
            }
        }
    }

    private Connection connect(Duration timeout) throws SQLException {
        Properties all = new Properties();
        all.putAll(properties);
        all.setProperty("sessionProperties", "query_max_run_time:" + (timeout.toMillis() + 1) + "ms");
        return new TrinoDriver().connect(url, all);
    }

    private static void bind(PreparedStatement statement, List<@Nullable Object> parameters) throws SQLException {
        for (int i = 0; i < parameters.size(); i++) {
            statement.setObject(i + 1, parameters.get(i));
        }
    }
}
