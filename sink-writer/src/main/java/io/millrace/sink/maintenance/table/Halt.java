package io.millrace.sink.maintenance.table;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * That a table was not as it should be after maintenance. It stands in the table's properties: no process maintains the table
 * while it does, and the snapshot from before is kept with the files that a repair needs.
 *
 * @param before what the table held before, which it is compared with until it is found well
 * @param removedRows rows that the change was to remove
 * @param why what was wrong; names files and numbers, never values
 */
public record Halt(TableCheck.Before before, long removedRows, String why) {
    /** Table property. */
    static final String PROPERTY = "millrace.maintenance.halted";

    /** Checks. */
    public Halt {
        requireNonNull(before, "before");
        requireNonNull(why, "why");
    }

    /** The halt of a table as it was last refreshed. */
    public static Optional<Halt> of(MaintainedTable target) {
        return Optional.ofNullable(target.table().properties().get(PROPERTY)).map(Halt::parse);
    }

    /** Writes it into the table. */
    public void set(MaintainedTable target) {
        target.table().updateProperties().set(PROPERTY, text()).commit();
        target.refresh();
    }

    /** Takes it out of the table. */
    public static void clear(MaintainedTable target) {
        target.table().updateProperties().remove(PROPERTY).commit();
        target.refresh();
    }

    private String text() {
        return before.snapshotId() + " " + before.rows() + " " + removedRows + " " + why;
    }

    private static Halt parse(String text) {
        String[] parts = text.split(" ", 4);
        if (parts.length < 4) {
            throw new IllegalStateException("the table property " + PROPERTY + " cannot be read");
        }
        return new Halt(
                new TableCheck.Before(Long.parseLong(parts[0]), Long.parseLong(parts[1])),
                Long.parseLong(parts[2]),
                parts[3]);
    }
}
