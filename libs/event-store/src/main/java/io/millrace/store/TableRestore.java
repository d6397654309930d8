package io.millrace.store;

import io.millrace.telemetry.Signal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.iceberg.BaseTable;
import org.apache.iceberg.ManifestFile;
import org.apache.iceberg.ManifestFiles;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.StaticTableOperations;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.TableMetadataParser;
import org.apache.iceberg.catalog.Catalog;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.exceptions.NoSuchTableException;
import org.apache.iceberg.exceptions.NotFoundException;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.io.FileIO;
import org.jboss.logging.Logger;

/**
 * Makes a table known again to a catalog that has lost it or that comes from an old copy and names files which maintenance has
 * deleted since. The newest metadata file whose every file is there is the table: each commit writes one, with the marks of the
 * events topics in it, so that the sink goes on from just there. One that was written and never committed is as good, since
 * it builds on the last committed one or its events are read again.
 */
final class TableRestore {
    private static final Logger LOG = Logger.getLogger(TableRestore.class);

    private final Catalog catalog;
    private final TableCreation creation;
    private final FileIO io;
    private final TableIdentifier identifier;
    private final TableFiles files;
    private final String location;

    TableRestore(Catalog catalog, FileIO io, String warehouse, Signal signal) {
        this.catalog = catalog;
        this.creation = new TableCreation(catalog, io, warehouse);
        this.io = io;
        this.identifier = TableLayout.identifier(signal);
        this.location = TableCreation.location(warehouse, signal);
        this.files = new TableFiles(location);
    }

    /** Looks for what there is to register, and registers it if this is no dry run. */
    RestoredTable restore(boolean dryRun) {
        Set<String> present = files.list(io);
        Entry entry = entry(present);
        if (entry == Entry.WHOLE) {
            return new RestoredTable(RestoredTable.Outcome.NOTHING_TO_DO, "", 0, 0, 0);
        }
        int leftOut = 0;
        for (String place : newestFirst(present)) {
            Optional<RestoredTable> found = read(place, present, leftOut);
            if (found.isPresent()) {
                return dryRun ? found.get() : register(found.get(), entry);
            }
            leftOut++;
        }
        if (leftOut > 0) {
            throw new IllegalStateException("none of the " + leftOut + " metadata files in " + location
                    + " has all its files: bring the deleted or missing ones back first");
        }
        return new RestoredTable(RestoredTable.Outcome.NO_FILES, "", 0, 0, 0);
    }

    private Entry entry(Set<String> present) {
        try {
            return isWhole(catalog.loadTable(identifier), present) ? Entry.WHOLE : Entry.BROKEN;
        } catch (NoSuchTableException e) {
            return Entry.NONE;
        } catch (NotFoundException e) {
            LOG.infof("the catalog names a metadata file that is gone, table=%s", identifier);
            return Entry.BROKEN;
        }
    }

    private static List<String> newestFirst(Set<String> present) {
        return present.stream()
                .filter(place -> TableFiles.version(place).isPresent())
                .sorted(Comparator.<String, Integer>comparing(
                                place -> TableFiles.version(place).orElse(0))
                        .thenComparing(place -> place)
                        .reversed())
                .toList();
    }

    /** Empty if it names files that are not there. */
    private Optional<RestoredTable> read(String place, Set<String> present, int leftOut) {
        String file = files.at(place);
        try {
            TableMetadata metadata = TableMetadataParser.read(io.newInputFile(file));
            if (files.place(metadata.location() + "/").isEmpty()) {
                throw new IllegalStateException("the table in " + location + " says that it is in "
                        + metadata.location() + ": give its files under that name");
            }
            Table table = new BaseTable(new StaticTableOperations(metadata, io), identifier.toString());
            if (isWhole(table, present)) {
                return Optional.of(new RestoredTable(
                        RestoredTable.Outcome.FOUND,
                        file,
                        TableFiles.version(place).orElse(0),
                        rows(table),
                        leftOut));
            }
        } catch (NotFoundException e) {
            LOG.debugf("metadata file cannot be used, file=%s: %s", file, e.getMessage());
        }
        LOG.warnf("metadata file left out, files that it names are not there, file=%s", file);
        return Optional.empty();
    }

    private boolean isWhole(Table table, Set<String> present) {
        Set<String> read = new HashSet<>();
        for (Snapshot snapshot : table.snapshots()) {
            if (!isThere(snapshot.manifestListLocation(), present)) {
                return false;
            }
            for (ManifestFile manifest : snapshot.allManifests(io)) {
                if (read.add(manifest.path()) && !isWhole(table, manifest, present)) {
                    return false;
                }
            }
        }
        return true;
    }

    private boolean isWhole(Table table, ManifestFile manifest, Set<String> present) {
        if (!isThere(manifest.path(), present)) {
            return false;
        }
        try (CloseableIterable<String> paths = ManifestFiles.readPaths(manifest, io, table.specs())) {
            for (String path : paths) {
                if (!isThere(path, present)) {
                    return false;
                }
            }
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + manifest.path(), e);
        }
    }

    private boolean isThere(String file, Set<String> present) {
        return files.place(file)
                .map(present::contains)
                .orElseGet(() -> io.newInputFile(file).exists());
    }

    private static long rows(Table table) {
        Snapshot current = table.currentSnapshot();
        return current == null ? 0 : Long.parseLong(current.summary().getOrDefault("total-records", "0"));
    }

    private RestoredTable register(RestoredTable found, Entry entry) {
        creation.createNamespace();
        if (entry == Entry.BROKEN) {
            catalog.dropTable(identifier, false); // the entry alone: no file is touched
        }
        catalog.registerTable(identifier, found.metadataFile());
        long rows = rows(catalog.loadTable(identifier));
        if (rows != found.rows()) {
            throw new IllegalStateException(
                    "the registered table " + identifier + " has " + rows + " rows and not " + found.rows());
        }
        LOG.infof("table registered, table=%s file=%s rows=%d", identifier, found.metadataFile(), rows);
        return new RestoredTable(
                RestoredTable.Outcome.REGISTERED, found.metadataFile(), found.version(), rows, found.leftOut());
    }

    /** What the catalog says of the table. */
    private enum Entry {
        /** It knows a table whose every file is there. */
        WHOLE,
        /** It knows one that lacks files. */
        BROKEN,
        /** It knows none. */
        NONE
    }
}
