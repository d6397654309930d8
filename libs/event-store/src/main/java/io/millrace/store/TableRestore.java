package io.millrace.store;

import io.millrace.telemetry.Signal;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.iceberg.BaseTable;
import org.apache.iceberg.HasTableOperations;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.StaticTableOperations;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.TableMetadataParser;
import org.apache.iceberg.catalog.Catalog;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.exceptions.NotFoundException;
import org.apache.iceberg.io.FileIO;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Makes a table known again to a catalog that has lost it or that comes from an old copy. The newest metadata file whose every
 * file is there is the table: each commit writes one, with the marks of the events topics in it, so that the sink goes on from
 * just there. One that was written and never committed is as good, since it builds on the last committed one or its events are
 * read again. But an entry whose files are all there gives way only to one that was committed for certain.
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
    RestoredTable restore(RestoreRequest request) {
        CatalogEntry entry = entry(); // before the listing: what it names was written before
        PresentFiles present = new PresentFiles(io, files);
        TableMetadata known = entry.metadata();
        boolean isWhole = known != null && present.haveAllOf(table(known));
        String name = request.metadata();
        if (name != null) {
            return named(name, request, entry, isWhole, present);
        }
        return isWhole ? besideWhole(request, entry, present) : newest(request, entry, present);
    }

    private RestoredTable newest(RestoreRequest request, CatalogEntry entry, PresentFiles present) {
        requireNumbers(present);
        Search search = search(present, -1);
        Candidate found = search.found();
        if (found != null) {
            return decide(request, entry, found);
        }
        if (search.leftOut() > 0) {
            throw new IllegalStateException("none of the " + search.leftOut() + " metadata files in " + location
                    + " has all its files: bring the deleted or missing ones back first");
        }
        return new RestoredTable(RestoredTable.Outcome.NO_FILES, "", 0, 0, 0);
    }

    /** A newer one may be there, of a commit that the catalog has forgotten, that is under way, or that a lost race left. */
    private RestoredTable besideWhole(RestoreRequest request, CatalogEntry entry, PresentFiles present) {
        Search search = search(present, version(entry));
        Candidate found = search.found();
        if (found == null || !entry.isSameAs(entry())) {
            return new RestoredTable(RestoredTable.Outcome.NOTHING_TO_DO, "", 0, 0, search.leftOut());
        }
        return wasForgotten(entry, found)
                ? decide(request, entry, found)
                : found.as(RestoredTable.Outcome.NOTHING_TO_DO);
    }

    /**
     * Whether another commit lies between the catalog's entry and this file. That one was committed for certain, since the next
     * was built on it; so the catalog has gone back. A file that follows the entry directly may be a commit that is under way.
     */
    private boolean wasForgotten(CatalogEntry entry, Candidate found) {
        TableMetadata known = entry.metadata();
        List<Optional<String>> log = found.metadata().previousFiles().stream()
                .map(previous -> files.place(previous.file()))
                .toList();
        int at = log.indexOf(files.place(entry.file()));
        return known != null && known.uuid().equals(found.metadata().uuid()) && at >= 0 && at < log.size() - 1;
    }

    private RestoredTable named(
            String name, RestoreRequest request, CatalogEntry entry, boolean isWhole, PresentFiles present) {
        String place = "metadata/" + name;
        if (!TableFiles.isMetadata(place) || !present.places().contains(place)) {
            throw new IllegalStateException("there is no metadata file of that name in " + location);
        }
        int version = TableFiles.version(place).orElse(0);
        if (isWhole && files.place(entry.file()).filter(place::equals).isPresent()) {
            return new RestoredTable(RestoredTable.Outcome.NOTHING_TO_DO, "", 0, 0, 0);
        }
        if (isWhole && version <= version(entry)) {
            throw new IllegalStateException("the catalog knows the table by a metadata file that is not older, "
                    + entry.file() + ", and all its files are there: it is not rolled back");
        }
        TableMetadata metadata = whole(place, present)
                .orElseThrow(() -> new IllegalStateException("files that " + place + " names are not there"));
        int leftOut = newestFirst(present, version).size();
        return decide(request, entry, new Candidate(files.at(place), version, metadata, leftOut));
    }

    private RestoredTable decide(RestoreRequest request, CatalogEntry entry, Candidate found) {
        boolean mustBeNamed = found.leftOut() > 0 && request.metadata() == null;
        if (request.dryRun()) {
            return found.as(mustBeNamed ? RestoredTable.Outcome.TO_BE_NAMED : RestoredTable.Outcome.FOUND);
        }
        if (mustBeNamed) {
            throw new IllegalStateException("files that " + found.leftOut()
                    + " newer metadata files name are not there: bring them back, or name the newest that has all its files, "
                    + found.file() + "; what only the newer ones name is orphaned then");
        }
        return register(entry, found);
    }

    private CatalogEntry entry() {
        return CatalogEntry.of(catalog, identifier);
    }

    /** Number of the entry's metadata file; one without a number counts as newer than all. */
    private int version(CatalogEntry entry) {
        return files.place(entry.file()).flatMap(TableFiles::version).orElse(Integer.MAX_VALUE);
    }

    private void requireNumbers(PresentFiles present) {
        present.places().stream()
                .filter(place -> TableFiles.isMetadata(place)
                        && TableFiles.version(place).isEmpty())
                .findFirst()
                .ifPresent(place -> {
                    throw new IllegalStateException("the name of " + files.at(place)
                            + " does not begin with a number, so that it cannot be told which metadata file is the newest:"
                            + " name the one to be registered");
                });
    }

    private Search search(PresentFiles present, int above) {
        int leftOut = 0;
        for (String place : newestFirst(present, above)) {
            Optional<TableMetadata> metadata = whole(place, present);
            if (metadata.isPresent()) {
                int version = TableFiles.version(place).orElse(0);
                return new Search(new Candidate(files.at(place), version, metadata.get(), leftOut), leftOut);
            }
            leftOut++;
        }
        return new Search(null, leftOut);
    }

    private static List<String> newestFirst(PresentFiles present, int above) {
        return present.places().stream()
                .filter(place -> TableFiles.version(place).orElse(-1) > above)
                .sorted(Comparator.<String, Integer>comparing(
                                place -> TableFiles.version(place).orElse(0))
                        .thenComparing(place -> place)
                        .reversed())
                .toList();
    }

    /** Empty if it names files that are not there. */
    private Optional<TableMetadata> whole(String place, PresentFiles present) {
        String file = files.at(place);
        try {
            TableMetadata metadata = TableMetadataParser.read(io.newInputFile(file));
            if (files.place(metadata.location() + "/").isEmpty()) {
                throw new IllegalStateException("the table in " + location + " says that it is in "
                        + metadata.location() + ": give its files under that name");
            }
            if (present.haveAllOf(table(metadata))) {
                return Optional.of(metadata);
            }
        } catch (NotFoundException e) {
            LOG.debugf("metadata file cannot be used, file=%s: %s", file, e.getMessage());
        }
        LOG.warnf("metadata file left out, files that it names are not there, file=%s", file);
        return Optional.empty();
    }

    private Table table(TableMetadata metadata) {
        return new BaseTable(new StaticTableOperations(metadata, io), identifier.toString());
    }

    private RestoredTable register(CatalogEntry entry, Candidate found) {
        creation.createNamespace();
        if (!entry.isSameAs(entry())) {
            throw new IllegalStateException("the catalog's entry of " + identifier
                    + " has changed meanwhile, so that the table is being written: nothing was changed");
        }
        if (entry.isKnown()) {
            catalog.dropTable(identifier, false); // the entry alone: no file is touched
        }
        Table registered = catalog.registerTable(identifier, found.file());
        TableMetadata now = ((HasTableOperations) registered).operations().refresh();
        Snapshot newest = found.metadata().currentSnapshot();
        if (!now.uuid().equals(found.metadata().uuid())
                || (newest != null && now.snapshot(newest.snapshotId()) == null)) {
            throw new IllegalStateException("the registered table " + identifier + " is not that of " + found.file());
        }
        RestoredTable restored = found.as(RestoredTable.Outcome.REGISTERED);
        LOG.infof("table registered, table=%s file=%s rows=%d", identifier, found.file(), restored.rows());
        return restored;
    }

    /** The newest metadata that has all its files, and how many newer ones have not. */
    private record Search(@Nullable Candidate found, int leftOut) {}

    /** Metadata that has all its files. */
    private record Candidate(String file, int version, TableMetadata metadata, int leftOut) {
        RestoredTable as(RestoredTable.Outcome outcome) {
            Snapshot newest = metadata.currentSnapshot();
            long rows = newest == null ? 0 : Long.parseLong(newest.summary().getOrDefault("total-records", "0"));
            return new RestoredTable(outcome, file, version, rows, leftOut);
        }
    }
}
