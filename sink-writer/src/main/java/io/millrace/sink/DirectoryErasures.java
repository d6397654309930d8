package io.millrace.sink;

import io.millrace.sink.commit.Erasures;
import io.millrace.sink.event.EventRow;
import io.millrace.telemetry.Signal;
import io.millrace.telemetry.directory.Deletion;
import io.millrace.telemetry.directory.DirectoryState;
import io.millrace.telemetry.event.Column;
import io.millrace.telemetry.event.Columns;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The deletions of the directory topic, applied to rows of one signal. */
final class DirectoryErasures implements Erasures {
    private static final long MICROS_A_MILLI = 1_000;

    private final DirectoryState directory;
    private final Map<Deletion.Identity, Integer> columns = new EnumMap<>(Deletion.Identity.class);

    DirectoryErasures(DirectoryState directory, Signal signal) {
        this.directory = directory;
        List<String> names = Columns.of(signal).stream().map(Column::name).toList();
        for (Deletion.Identity identity : Deletion.Identity.values()) {
            int index = names.indexOf(identity.column());
            if (index >= 0) {
                columns.put(identity, index);
            }
        }
    }

    @Override
    public boolean covers(EventRow row) {
        for (Deletion deletion : directory.deletions()) {
            if (deletion.concerns(
                            row.organization(), row.integration(), Math.floorDiv(row.receivedMicros(), MICROS_A_MILLI))
                    && isOfItsUser(deletion, row)) {
                return true;
            }
        }
        return false;
    }

    private boolean isOfItsUser(Deletion deletion, EventRow row) {
        Deletion.Identity identity = deletion.identity();
        if (identity == null) {
            return true;
        }
        Integer column = columns.get(identity);
        Object value = column == null ? null : row.get(column, Object.class);
        return value != null && value.toString().equals(deletion.identityValue());
    }
}
