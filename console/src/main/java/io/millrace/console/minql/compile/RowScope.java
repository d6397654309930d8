package io.millrace.console.minql.compile;

import io.millrace.console.minql.compile.Formulas.KnownName;
import io.millrace.console.minql.syntax.FormulaException;
import io.millrace.telemetry.Signal;
import io.millrace.telemetry.event.Column;
import io.millrace.telemetry.event.ColumnType;
import io.millrace.telemetry.event.Columns;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What names mean in the rows of one source. */
final class RowScope {
    private static final List<String> SHARED = List.of(
            "event_id",
            "signal",
            "integration",
            "received_time",
            "time",
            "service_name",
            "service_version",
            "scope_name");

    private final Map<String, Typed> own;
    private final boolean hasAttributes;
    private final Dialect dialect;
    private final Set<String> unknown = new LinkedHashSet<>();
    private boolean used;

    private RowScope(Map<String, Typed> own, boolean hasAttributes, Dialect dialect) {
        this.own = own;
        this.hasAttributes = hasAttributes;
        this.dialect = dialect;
    }

    /** Rows of one table. */
    static RowScope of(Signal signal, Dialect dialect) {
        Map<String, Typed> own = shared();
        for (Column column : Columns.of(signal)) {
            if (!column.isPromoted()
                    && !column.name().startsWith("src_")
                    && !column.name().equals("name")) {
                own.putIfAbsent(Names.alias(column.name()), typed(column));
            }
        }
        own.put("durationMs", column("duration_ms", ValueType.NUMBER));
        if (signal == Signal.LOGS) {
            own.put("eventName", column("name", ValueType.TEXT));
        } else {
            own.put("name", column("name", ValueType.TEXT));
        }
        if (signal == Signal.METRICS) {
            own.put("value", column("increment", ValueType.NUMBER));
            own.put("rawValue", column("value", ValueType.NUMBER));
        }
        return new RowScope(own, true, dialect);
    }

    /** Rows of all three tables: the shared columns and attributes. */
    static RowScope ofAll(Dialect dialect) {
        return new RowScope(shared(), true, dialect);
    }

    /** Rows that a formula has made: only the named columns. */
    static RowScope derived(Map<String, Typed> columns, Dialect dialect) {
        return new RowScope(new LinkedHashMap<>(columns), false, dialect);
    }

    /** The value of a name; an attribute that nothing is known of is null unless an event brings it. */
    Typed named(int position, String name) {
        used = true;
        Typed column = own.get(name);
        if (column != null) {
            return new Typed(column.sql(), column.type(), position);
        }
        if (!hasAttributes) {
            throw new FormulaException(
                    position,
                    "These rows were made by per(...) and have only: " + String.join(", ", own.keySet()) + ".",
                    Names.nearest(name, own.keySet()).orElse(null));
        }
        Optional<Column> promoted = Names.promoted(name);
        if (promoted.isPresent()) {
            Typed typed = typed(promoted.get());
            return new Typed(typed.sql(), typed.type(), position);
        }
        if (KnownAttributes.keysOf(name).isEmpty()) {
            Optional<String> nearest = Names.nearest(name, knownNames());
            if (nearest.isPresent()) {
                throw new FormulaException(
                        position,
                        "There is no " + name + ". An attribute of exactly this key is attribute('" + name + "').",
                        nearest.get());
            }
            unknown.add(name);
        }
        List<Fragment> lookups = new ArrayList<>();
        for (String column2 : List.of("attributes", "resource_attributes", "scope_attributes")) {
            for (String key : Names.keys(name)) {
                lookups.add(element(Fragment.of(column2), key));
            }
        }
        return new Typed(Fragment.fill("coalesce({0})", Fragment.join(", ", lookups)), ValueType.ANY, position);
    }

    /** The attribute with exactly this key in one of the JSON columns. */
    Typed attribute(int position, String column, String key) {
        used = true;
        if (!hasAttributes) {
            throw new FormulaException(position, "Rows made by per(...) have no attributes.");
        }
        return new Typed(element(Fragment.of(column), key), ValueType.ANY, position);
    }

    /** An element of an object by its key, as text. */
    Fragment element(Fragment json, String key) {
        return dialect == Dialect.DUCKDB
                ? Fragment.fill("json_extract_string({0}, {1})", json, Fragment.value(pointer(key)))
                : Fragment.fill("json_extract_scalar({0}, {1})", json, Fragment.value(path(key)));
    }

    /** Names that were taken for attributes without being known. */
    Set<String> unknownNames() {
        return Collections.unmodifiableSet(unknown);
    }

    /** Whether any value of a row was asked for. */
    boolean isUsed() {
        return used;
    }

    /** Every known name with its meaning, own columns first. */
    List<KnownName> describe() {
        List<KnownName> names = new ArrayList<>();
        own.forEach((name, typed) -> names.add(new KnownName(name, typed.type().word(), "", "")));
        if (hasAttributes) {
            for (Column column : Columns.all()) {
                if (column.isPromoted() && !own.containsKey(Names.alias(column.name()))) {
                    names.add(new KnownName(
                            Names.alias(column.name()),
                            typed(column).type().word(),
                            column.attributeKeys().get(0),
                            column.description()));
                }
            }
            Set<String> listed = new LinkedHashSet<>();
            names.forEach(known -> listed.add(known.name()));
            for (String alias : KnownAttributes.aliases()) {
                if (listed.add(alias)) {
                    String key = KnownAttributes.keysOf(alias).iterator().next();
                    names.add(new KnownName(alias, ValueType.ANY.word(), key, ""));
                }
            }
        }
        return names;
    }

    /** Every name that is known here, for completion and for suggestions. */
    Set<String> knownNames() {
        Set<String> names = new LinkedHashSet<>(own.keySet());
        if (hasAttributes) {
            Columns.all().stream().filter(Column::isPromoted).forEach(c -> names.add(Names.alias(c.name())));
            names.addAll(KnownAttributes.aliases());
        }
        return names;
    }

    private static Map<String, Typed> shared() {
        Map<String, Typed> own = new LinkedHashMap<>();
        for (String name : SHARED) {
            own.put(Names.alias(name), column(name, name.endsWith("time") ? ValueType.TIME : ValueType.TEXT));
        }
        own.put("attributes", column("attributes", ValueType.JSON));
        own.put("resource", column("resource_attributes", ValueType.JSON));
        own.put("scope", column("scope_attributes", ValueType.JSON));
        return own;
    }

    private static Typed typed(Column column) {
        return column(column.name(), type(column.type()));
    }

    private static ValueType type(ColumnType type) {
        return switch (type) {
            case STRING -> ValueType.TEXT;
            case LONG, INT, DOUBLE -> ValueType.NUMBER;
            case BOOLEAN -> ValueType.BOOLEAN;
            case TIMESTAMP -> ValueType.TIME;
            case JSON -> ValueType.JSON;
        };
    }

    private static Typed column(String name, ValueType type) {
        return new Typed(Fragment.of('"' + name + '"'), type, 0);
    }

    /** A JSON pointer, which needs no quoting of dots. */
    private static String pointer(String key) {
        return "/" + key.replace("~", "~0").replace("/", "~1");
    }

    private static String path(String key) {
        return "$[\"" + key.replace("\\", "\\\\").replace("\"", "\\\"") + "\"]";
    }
}
