package io.millrace.testkit.store;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import org.apache.iceberg.catalog.Catalog;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.SupportsNamespaces;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.rest.CatalogHandlers;
import org.apache.iceberg.rest.RESTCatalogProperties.SnapshotMode;
import org.apache.iceberg.rest.RESTSerializers;
import org.apache.iceberg.rest.requests.CreateNamespaceRequest;
import org.apache.iceberg.rest.requests.RegisterTableRequest;
import org.apache.iceberg.rest.requests.UpdateTableRequest;
import org.apache.iceberg.rest.responses.ConfigResponse;

/** Leads the protocol's paths to Iceberg's handlers; those that event tables need. */
final class RestCatalogRoutes {
    private static final ObjectMapper JSON = mapper();

    private final Catalog catalog;

    RestCatalogRoutes(Catalog catalog) {
        this.catalog = catalog;
    }

    Answer handle(String method, String path, String body) {
        String[] parts = path.replaceFirst("^/v1/", "").split("/", -1);
        if (parts[0].equals("config")) {
            return ok(ConfigResponse.builder().build());
        }
        if (!parts[0].equals("namespaces")) {
            return new Answer(404, "");
        }
        return switch (parts.length) {
            case 1 -> ok(CatalogHandlers.createNamespace(namespaces(), read(body, CreateNamespaceRequest.class)));
            case 2 -> namespace(method, Namespace.of(parts[1]));
            case 3 ->
                parts[2].equals("register")
                        ? ok(CatalogHandlers.registerTable(
                                catalog, Namespace.of(parts[1]), read(body, RegisterTableRequest.class)))
                        : ok(CatalogHandlers.listTables(catalog, Namespace.of(parts[1])));
            default -> table(method, TableIdentifier.of(parts[1], parts[3]), body);
        };
    }

    private Answer namespace(String method, Namespace namespace) {
        if (method.equals("HEAD")) {
            CatalogHandlers.namespaceExists(namespaces(), namespace);
            return new Answer(204, "");
        }
        return ok(CatalogHandlers.loadNamespace(namespaces(), namespace));
    }

    private Answer table(String method, TableIdentifier table, String body) {
        return switch (method) {
            case "HEAD" -> {
                CatalogHandlers.tableExists(catalog, table);
                yield new Answer(204, "");
            }
            case "POST" -> ok(CatalogHandlers.updateTable(catalog, table, read(body, UpdateTableRequest.class)));
            default -> ok(CatalogHandlers.loadTable(catalog, table, SnapshotMode.ALL));
        };
    }

    private SupportsNamespaces namespaces() {
        return (SupportsNamespaces) catalog;
    }

    static String json(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot write " + value.getClass(), e);
        }
    }

    private static Answer ok(Object value) {
        return new Answer(200, json(value));
    }

    private static <T> T read(String body, Class<T> type) {
        try {
            return JSON.readValue(body, type);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("no " + type.getSimpleName(), e);
        }
    }

    private static ObjectMapper mapper() {
        ObjectMapper mapper = new ObjectMapper();
        mapper.setVisibility(PropertyAccessor.FIELD, Visibility.ANY);
        mapper.configure(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, false);
        mapper.setPropertyNamingStrategy(new PropertyNamingStrategies.KebabCaseStrategy());
        RESTSerializers.registerAll(mapper);
        return mapper;
    }

    /** What is sent back. */
    record Answer(int status, String body) {}
}
