package io.millrace.console.query.sql;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import org.duckdb.DuckDBDriver;
import org.jspecify.annotations.Nullable;

/**
 * DuckDB's own parser, so that what is walked is what would run. It lives in an instance without data, files or settings to
 * change.
 */
@ApplicationScoped
class SqlParser {
    private final ObjectMapper json = new ObjectMapper();
    private @Nullable Connection connection;

    /** The statements of a text as a tree, or {@code error: true} with a message. */
    synchronized JsonNode parse(String sql) {
        try (PreparedStatement statement = connection().prepareStatement("SELECT json_serialize_sql(?::VARCHAR)")) {
            statement.setString(1, sql);
            try (ResultSet result = statement.executeQuery()) {
                result.next();
                return json.readTree(result.getString(1));
            }
        } catch (SQLException e) {
            String message = String.valueOf(e.getMessage());
            return json.createObjectNode().put("error", true).put("error_message", message);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the parser's tree is no JSON", e);
        }
    }

    @PreDestroy
    synchronized void close() throws SQLException {
        if (connection != null) {
            connection.close();
        }
    }

    private Connection connection() throws SQLException {
        if (connection == null) {
            Properties settings = new Properties();
            settings.setProperty("threads", "1");
            settings.setProperty("memory_limit", "128MB");
            settings.setProperty("enable_external_access", "false");
            Connection opened = new DuckDBDriver().connect("jdbc:duckdb:", settings);
            try (Statement statement = opened.createStatement()) {
                statement.execute("SET lock_configuration = true");
            }
            connection = opened;
        }
        return connection;
    }
}
