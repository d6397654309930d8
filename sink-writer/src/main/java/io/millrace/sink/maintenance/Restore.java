package io.millrace.sink.maintenance;

import io.millrace.store.EventTables;
import io.millrace.store.RestoreRequest;
import io.millrace.store.RestoredTable;
import java.util.Map;

/** Registers a table again. It needs no lease: an entry that changes meanwhile is left as it is. */
final class Restore {
    private Restore() {}

    /** Carries out the run and says in it what became of it. */
    static void carryOut(Run run, EventTables tables) {
        RestoredTable restored = tables.restore(run.signal(), new RestoreRequest(run.dryRun(), run.metadata()));
        run.end(
                Run.State.DONE,
                Map.of(
                        "version", (long) restored.version(),
                        "rows", restored.rows(),
                        "leftOut", (long) restored.leftOut()),
                message(restored));
    }

    private static String message(RestoredTable restored) {
        String file = restored.metadataFile();
        return switch (restored.outcome()) {
            case NOTHING_TO_DO ->
                "the catalog knows the table, and all its files are there"
                        + (file.isEmpty() ? "" : "; newer, but perhaps never committed: " + file);
            case NO_FILES -> "the store has no files of the table";
            case FOUND -> "would be registered: " + file;
            case TO_BE_NAMED ->
                "would be registered only if it is named, since newer metadata files lack files: " + file;
            case REGISTERED -> "registered: " + file;
        };
    }
}
