package io.millrace.testkit.store;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.millrace.store.EventTables;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.iceberg.catalog.Catalog;
import org.apache.iceberg.exceptions.AlreadyExistsException;
import org.apache.iceberg.exceptions.CommitFailedException;
import org.apache.iceberg.exceptions.NoSuchNamespaceException;
import org.apache.iceberg.exceptions.NoSuchTableException;
import org.apache.iceberg.exceptions.ValidationException;
import org.apache.iceberg.jdbc.JdbcCatalog;
import org.apache.iceberg.rest.responses.ErrorResponse;

/**
 * A catalog over HTTP as Iceberg's REST protocol says: Iceberg's own server side over a JDBC catalog, with the JDK's HTTP server
 * in front. It asks for a token.
 */
public final class RestCatalogServer implements AutoCloseable {
    private static final String TOKEN = "test-token";

    private final HttpServer server;
    private final ExecutorService threads = Executors.newFixedThreadPool(4);
    private final RestCatalogRoutes routes;
    private final AtomicReference<Fault> fault = new AtomicReference<>(Fault.NONE);

    private RestCatalogServer(HttpServer server, Catalog catalog) {
        this.server = server;
        this.routes = new RestCatalogRoutes(catalog);
    }

    /**
     * Starts a server.
     *
     * @param backing tables whose JDBC catalog and store the server uses
     */
    public static RestCatalogServer start(EventTables backing) {
        JdbcCatalog catalog = new JdbcCatalog(properties -> backing.io(), null, true);
        catalog.initialize(backing.settings().catalogName(), backing.settings().properties());
        try {
            HttpServer http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            RestCatalogServer started = new RestCatalogServer(http, catalog);
            http.setExecutor(started.threads);
            http.createContext("/", started::answer);
            http.start();
            return started;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start the catalog server", e);
        }
    }

    /** Settings of Millrace that make it the catalog. */
    public Map<String, String> settings() {
        return Map.of(
                "millrace.store.catalog.kind",
                "rest",
                "millrace.store.catalog.uri",
                "http://127.0.0.1:" + server.getAddress().getPort(),
                "millrace.store.catalog.properties.token",
                TOKEN);
    }

    /** The next commit of a table is made, and then answered 503 as if it were not. */
    public void loseTheAnswerOfTheNextCommit() {
        fault.set(Fault.LOSE_ANSWER);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (!("Bearer " + TOKEN).equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
                reply(exchange, error(401, "NotAuthorizedException", "a token is needed"));
                return;
            }
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            RestCatalogRoutes.Answer answer = handle(exchange, body);
            boolean commit = exchange.getRequestMethod().equals("POST")
                    && exchange.getRequestURI().getPath().matches(".*/tables/[^/]+");
            if (commit && fault.compareAndSet(Fault.LOSE_ANSWER, Fault.NONE)) {
                reply(exchange, error(503, "ServiceUnavailableException", "the answer is lost"));
            } else {
                reply(exchange, answer);
            }
        }
    }

    private RestCatalogRoutes.Answer handle(HttpExchange exchange, String body) {
        try {
            return routes.handle(
                    exchange.getRequestMethod(), exchange.getRequestURI().getPath(), body);
        } catch (NoSuchTableException | NoSuchNamespaceException e) {
            return error(404, e.getClass().getSimpleName(), String.valueOf(e.getMessage()));
        } catch (AlreadyExistsException | CommitFailedException e) {
            return error(409, e.getClass().getSimpleName(), String.valueOf(e.getMessage()));
        } catch (ValidationException | IllegalArgumentException e) {
            return error(400, e.getClass().getSimpleName(), String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            return error(500, e.getClass().getSimpleName(), String.valueOf(e.getMessage()));
        }
    }

    private static RestCatalogRoutes.Answer error(int status, String type, String message) {
        return new RestCatalogRoutes.Answer(
                status,
                RestCatalogRoutes.json(ErrorResponse.builder()
                        .responseCode(status)
                        .withType(type)
                        .withMessage(message)
                        .build()));
    }

    private static void reply(HttpExchange exchange, RestCatalogRoutes.Answer answer) throws IOException {
        byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        boolean empty = body.length == 0 || exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(answer.status(), empty ? -1 : body.length);
        if (!empty) {
            exchange.getResponseBody().write(body);
        }
    }

    private enum Fault {
        NONE,
        LOSE_ANSWER
    }
}
