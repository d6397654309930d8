package io.millrace.sink.table;

import io.millrace.sink.commit.EventTable.Outcome;
import io.millrace.sink.commit.EventTable.PendingCommit;
import io.millrace.store.position.Advance;
import io.millrace.store.position.AlreadyCommittedException;
import io.millrace.store.position.FencedException;
import io.millrace.store.position.PartitionKey;
import io.millrace.store.position.TableMarks;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.iceberg.AppendFiles;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.Table;
import org.jboss.logging.Logger;

/** One commit of files and marks; found again by its id when the catalog does not say what became of it. */
final class IcebergCommit implements PendingCommit {
    private static final Logger LOG = Logger.getLogger(IcebergCommit.class);

    private final IcebergEventTable owner;
    private final List<DataFile> files;
    private final Map<PartitionKey, Advance> advances;
    private final UUID commitId;
    private final Instant began;
    private boolean mayBeCommitted;

    IcebergCommit(
            IcebergEventTable owner,
            List<DataFile> files,
            Map<PartitionKey, Advance> advances,
            UUID commitId,
            Instant began) {
        this.owner = owner;
        this.files = files;
        this.advances = Map.copyOf(advances);
        this.commitId = commitId;
        this.began = began;
    }

    @Override
    public Outcome attempt() {
        return owner.asking("committing", this::tryOnce);
    }

    private Outcome tryOnce() {
        Table table = owner.table();
        if (mayBeCommitted) {
            table.refresh();
            if (TableMarks.holds(table, commitId)) {
                return Outcome.COMMITTED;
            }
        }
        if (owner.isTooOld(began)) {
            LOG.warnf(
                    "files of a commit are too old to be trusted, their events are read again, table=%s commit=%s",
                    table.name(), commitId);
            abandon();
            return Outcome.FENCED;
        }
        AppendFiles append = table.newAppend();
        files.forEach(append::appendFile);
        TableMarks.guard(append, advances, commitId);
        boolean wasUnknown = mayBeCommitted;
        mayBeCommitted = true; // until the opposite is known
        try {
            append.commit();
            return Outcome.COMMITTED;
        } catch (AlreadyCommittedException e) {
            LOG.infof("commit had come through, its answer was lost, table=%s commit=%s", table.name(), commitId);
            return Outcome.COMMITTED;
        } catch (FencedException e) {
            LOG.infof("commit was fenced off, table=%s commit=%s: %s", table.name(), commitId, e.getMessage());
            return fenced(table, wasUnknown);
        }
    }

    private Outcome fenced(Table table, boolean wasUnknown) {
        if (wasUnknown) {
            table.refresh(); // an earlier attempt may have come through between the look and this one
            if (TableMarks.holds(table, commitId)) {
                return Outcome.COMMITTED;
            }
            return Outcome.FENCED; // its snapshot may have expired by now: the files stay until the orphan sweep looks
        }
        mayBeCommitted = false;
        abandon();
        return Outcome.FENCED;
    }

    @Override
    public void abandon() {
        if (mayBeCommitted) {
            return; // the orphan sweep removes them if no snapshot holds them
        }
        try {
            Table table = owner.table();
            files.forEach(file -> table.io().deleteFile(file.location()));
        } catch (RuntimeException e) {
            LOG.infof(
                    "files of an abandoned commit stay for the orphan sweep, commit=%s: %s", commitId, e.getMessage());
        }
    }
}
