package io.millrace.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.Set;
import org.apache.iceberg.ManifestFile;
import org.apache.iceberg.ManifestFiles;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.exceptions.NotFoundException;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.io.FileIO;

/** The files of a table's folder as a listing shows them. One that it lacks is asked for: it may have been written since. */
final class PresentFiles {
    private final FileIO io;
    private final TableFiles files;
    private final Set<String> places;

    PresentFiles(FileIO io, TableFiles files) {
        this.io = io;
        this.files = files;
        this.places = files.list(io);
    }

    /** Places of the listed files. */
    Set<String> places() {
        return places;
    }

    /** Whether every file that the table names is there. */
    boolean haveAllOf(Table table) {
        Set<String> read = new HashSet<>();
        try {
            for (Snapshot snapshot : table.snapshots()) {
                if (!isThere(snapshot.manifestListLocation())) {
                    return false;
                }
                for (ManifestFile manifest : snapshot.allManifests(io)) {
                    if (read.add(manifest.path()) && !haveAllOf(table, manifest)) {
                        return false;
                    }
                }
            }
            return true;
        } catch (NotFoundException e) {
            return false; // deleted since it was looked for
        }
    }

    private boolean haveAllOf(Table table, ManifestFile manifest) {
        if (!isThere(manifest.path())) {
            return false;
        }
        try (CloseableIterable<String> paths = ManifestFiles.readPaths(manifest, io, table.specs())) {
            for (String path : paths) {
                if (!isThere(path)) {
                    return false;
                }
            }
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + manifest.path(), e);
        }
    }

    private boolean isThere(String file) {
        return files.place(file).filter(places::contains).isPresent()
                || io.newInputFile(file).exists();
    }
}
