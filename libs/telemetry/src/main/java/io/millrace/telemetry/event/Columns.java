package io.millrace.telemetry.event;

import static java.util.stream.Collectors.toUnmodifiableMap;

import io.millrace.telemetry.Signal;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** The catalog of columns: the one place that says what an event holds. Columns are only ever added. */
public final class Columns {
    private static final List<Column> ALL = Stream.concat(RecordColumns.LIST.stream(), PromotedColumns.LIST.stream())
            .toList();

    private static final Map<String, Column> BY_NAME =
            ALL.stream().collect(toUnmodifiableMap(Column::name, Function.identity()));

    private static final Map<Signal, List<Column>> BY_SIGNAL = bySignal();

    private Columns() {}

    /** Every column of every table, in order of field ids. */
    public static List<Column> all() {
        return ALL;
    }

    /** Columns of one signal's table, in order of field ids. */
    public static List<Column> of(Signal signal) {
        return BY_SIGNAL.getOrDefault(signal, List.of());
    }

    /** The column with this name, or empty. */
    public static Optional<Column> named(String name) {
        return Optional.ofNullable(BY_NAME.get(name));
    }

    private static Map<Signal, List<Column>> bySignal() {
        Map<Signal, List<Column>> columns = new EnumMap<>(Signal.class);
        for (Signal signal : Signal.values()) {
            columns.put(
                    signal,
                    ALL.stream()
                            .filter(column -> column.signals().contains(signal))
                            .toList());
        }
        return columns;
    }
}
