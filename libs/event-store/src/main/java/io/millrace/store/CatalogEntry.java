package io.millrace.store;

import org.apache.iceberg.HasTableOperations;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.catalog.Catalog;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.exceptions.NoSuchTableException;
import org.apache.iceberg.exceptions.NotFoundException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * What a catalog says of a table at some time.
 *
 * @param isKnown whether it knows the table
 * @param metadata its metadata; null if the file that the catalog names is gone
 */
record CatalogEntry(boolean isKnown, @Nullable TableMetadata metadata) {
    private static final Logger LOG = Logger.getLogger(CatalogEntry.class);

    /** What it says now. */
    static CatalogEntry of(Catalog catalog, TableIdentifier identifier) {
        try {
            Table table = catalog.loadTable(identifier);
            return new CatalogEntry(
                    true, ((HasTableOperations) table).operations().current());
        } catch (NoSuchTableException e) {
            return new CatalogEntry(false, null);
        } catch (NotFoundException e) {
            LOG.infof("the catalog names a metadata file that is gone, table=%s", identifier);
            return new CatalogEntry(true, null);
        }
    }

    /** The metadata file, empty text if it is gone or there is none. */
    String file() {
        return metadata == null || metadata.metadataFileLocation() == null ? "" : metadata.metadataFileLocation();
    }

    /** Whether the table was not changed between the two. */
    boolean isSameAs(CatalogEntry other) {
        return isKnown == other.isKnown && changed() == other.changed() && file().equals(other.file());
    }

    private long changed() {
        return metadata == null ? -1 : metadata.lastUpdatedMillis();
    }
}
