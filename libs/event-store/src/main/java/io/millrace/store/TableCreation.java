package io.millrace.store;

import io.millrace.telemetry.Signal;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.apache.iceberg.HasTableOperations;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.TableMetadataParser;
import org.apache.iceberg.TableOperations;
import org.apache.iceberg.catalog.Catalog;
import org.apache.iceberg.catalog.SupportsNamespaces;
import org.apache.iceberg.exceptions.AlreadyExistsException;
import org.apache.iceberg.exceptions.CommitFailedException;
import org.apache.iceberg.io.FileIO;
import org.apache.iceberg.io.SupportsPrefixOperations;
import org.apache.iceberg.jdbc.UncheckedSQLException;
import org.apache.iceberg.types.Types;

/**
 * Makes tables and adds columns to them. Iceberg's usual ways number the fields anew; field ids here are those of the catalog
 * of columns, so the metadata is written as it must be and registered.
 */
final class TableCreation {
    private static final int ATTEMPTS = 20;

    private final Catalog catalog;
    private final FileIO io;
    private final String warehouse;

    TableCreation(Catalog catalog, FileIO io, String warehouse) {
        this.catalog = catalog;
        this.io = io;
        this.warehouse = warehouse;
    }

    /** The signal's table with at least this release's columns. */
    Table createOrEvolve(Signal signal) {
        if (!catalog.tableExists(TableLayout.identifier(signal))) {
            create(signal);
        }
        for (int attempt = 1; ; attempt++) {
            Table table = catalog.loadTable(TableLayout.identifier(signal));
            try {
                addMissingColumns(table, signal);
                return table;
            } catch (CommitFailedException e) {
                if (attempt == ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    private void create(Signal signal) {
        createNamespace();
        Schema schema = TableLayout.schema(signal);
        String location = location(warehouse, signal);
        if (hasHistory(location)) {
            if (catalog.tableExists(TableLayout.identifier(signal))) {
                return; // another process was faster
            }
            throw new IllegalStateException("the catalog does not know the table in " + location
                    + ", which was written before: nothing is made in its place; see docs/operations/backup.md");
        }
        TableMetadata metadata = TableMetadata.buildFromEmpty(TableLayout.FORMAT_VERSION)
                .assignUUID()
                .setLocation(location)
                .setCurrentSchema(schema, schema.highestFieldId())
                .setDefaultPartitionSpec(TableLayout.partitioning(schema))
                .setDefaultSortOrder(TableLayout.sortOrder(schema))
                .setProperties(TableLayout.properties())
                .build();
        String file = location + "/metadata/00000-" + UUID.randomUUID() + ".metadata.json";
        TableMetadataParser.write(metadata, io.newOutputFile(file));
        try {
            catalog.registerTable(TableLayout.identifier(signal), file);
        } catch (AlreadyExistsException e) {
            io.deleteFile(file); // another process was faster
        }
    }

    /** Folder of a signal's table. */
    static String location(String warehouse, Signal signal) {
        return warehouse + "/" + TableLayout.NAMESPACE + "/" + signal.tableName();
    }

    /**
     * Whether commits were made to a table there: only the first metadata file may be left by a process that died while it made
     * the table. An empty table over the files of a lost one would have them swept as orphans.
     */
    private boolean hasHistory(String location) {
        return io instanceof SupportsPrefixOperations
                && new TableFiles(location)
                        .list(io).stream()
                                .filter(TableFiles::isMetadata)
                                .anyMatch(place -> TableFiles.version(place).orElse(1) > 0);
    }

    void createNamespace() {
        if (catalog instanceof SupportsNamespaces namespaces && !namespaces.namespaceExists(TableLayout.NAMESPACE)) {
            try {
                namespaces.createNamespace(TableLayout.NAMESPACE);
            } catch (AlreadyExistsException | UncheckedSQLException e) {
                // another process may have been faster, which a JDBC catalog says as a broken key constraint
                if (!namespaces.namespaceExists(TableLayout.NAMESPACE)) {
                    throw e;
                }
            }
        }
    }

    private static void addMissingColumns(Table table, Signal signal) {
        TableOperations operations = ((HasTableOperations) table).operations();
        TableMetadata current = operations.refresh();
        Schema present = current.schema();
        List<Types.NestedField> missing = TableLayout.schema(signal).columns().stream()
                .filter(field -> present.findField(field.fieldId()) == null)
                .map(Types.NestedField::asOptional)
                .toList();
        if (missing.isEmpty()) {
            return;
        }
        List<Types.NestedField> fields = new ArrayList<>(present.columns());
        fields.addAll(missing);
        int highestId = IntStream.concat(
                        IntStream.of(current.lastColumnId()), missing.stream().mapToInt(Types.NestedField::fieldId))
                .max()
                .getAsInt();
        operations.commit(
                current,
                TableMetadata.buildFrom(current)
                        .setCurrentSchema(new Schema(fields), highestId)
                        .build());
    }
}
