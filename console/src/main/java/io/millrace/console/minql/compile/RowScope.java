package io.millrace.console.minql.compile;

import io.millrace.console.minql.compile.Formulas.KnownName;
import io.millrace.console.minql.syntax.Expr;
import io.millrace.console.minql.syntax.FormulaException;
import io.millrace.telemetry.Signal;
import io.millrace.telemetry.event.Column;
import io.millrace.telemetry.event.Columns;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What names mean in the rows of one source, and the joins that their values need. */
final class RowScope {
    private static final List<String> ATTRIBUTE_COLUMNS =
            List.of("attributes", "scope_attributes", "resource_attributes");

    private final Map<String, Typed> own;
    private final boolean hasAttributes;
    private final Frame frame;
    private final Set<String> unknown = new LinkedHashSet<>();
    private final Map<String, JoinedRows> joined = new LinkedHashMap<>();
    private final Map<Fragment, String> flattened = new LinkedHashMap<>();
    private boolean used;

    private RowScope(Map<String, Typed> own, boolean hasAttributes, Frame frame) {
        this.own = own;
        this.hasAttributes = hasAttributes;
        this.frame = frame;
        own.computeIfPresent("time", (name, column) -> frame.time());
    }

    /** Rows of one table. */
    static RowScope of(Signal signal, Frame frame) {
        return new RowScope(OwnColumns.of(signal), true, frame);
    }

    /** Rows of all three tables: the shared columns and attributes. */
    static RowScope ofAll(Frame frame) {
        return new RowScope(OwnColumns.shared(), true, frame);
    }

    /** Rows of the ledger: what only events have is null. */
    static RowScope ofLedger(Frame frame) {
        return new RowScope(OwnColumns.ledger(), true, frame);
    }

    /** Rows that a formula has made: only the named columns. */
    static RowScope derived(Map<String, Typed> columns, Frame frame) {
        return new RowScope(new LinkedHashMap<>(columns), false, frame);
    }

    /** The value of a name; an attribute that nothing is known of is null unless an event brings it. */
    Typed named(int position, String name) {
        used = true;
        Typed column = own.get(name);
        if (column != null) {
            return column.at(position);
        }
        if (!hasAttributes) {
            throw new FormulaException(
                    position,
                    "Here is no " + name + ", only: " + String.join(", ", own.keySet()) + ".",
                    Names.nearest(name, own.keySet()).orElse(null));
        }
        Optional<Column> promoted = Names.promoted(name);
        if (promoted.isPresent()) {
            return OwnColumns.typed(promoted.get()).at(position);
        }
        Collection<String> keys = frame.context().vocabulary().attributeKeys().getOrDefault(name, Set.of());
        if (keys.isEmpty()) {
            keys = KnownAttributes.keysOf(name);
        }
        if (keys.isEmpty()) {
            warn(position, name);
        }
        return new Typed(anywhere(keys, name), ValueType.ANY, position);
    }

    /** The attribute with exactly this key in one of the JSON columns. */
    Typed attribute(int position, String column, String key) {
        used = true;
        if (!hasAttributes) {
            throw new FormulaException(position, "Rows made by per(…) have no attributes.");
        }
        return new Typed(JsonPath.key(key).of(Fragment.of(column), frame.dialect()), ValueType.ANY, position);
    }

    /** An element of a list, for each of which there is a row. */
    Typed flattened(int position, Fragment list) {
        used = true;
        String column = flattened.computeIfAbsent(list, l -> "element" + flattened.size());
        return new Typed(Fragment.of(column), ValueType.ANY, position);
    }

    /** Whether the rows are data points, which may have a histogram's buckets. */
    boolean hasBuckets() {
        return hasAttributes && own.containsKey("bucketCounts");
    }

    /** Adds a column. */
    void add(String name, Typed value) {
        own.put(name, value);
    }

    /** Adds joined rows. */
    void join(String name, JoinedRows rows) {
        joined.put(name, rows);
    }

    /** Whether joined rows have this name. */
    boolean hasJoined(String name) {
        return joined.containsKey(name);
    }

    /** How many joins there are. */
    int joinCount() {
        return joined.size();
    }

    /** A value of the joined row with this name. */
    Typed joined(String name, Expr expr) {
        used = true;
        JoinedRows rows = joined.get(name);
        if (rows == null) {
            throw new FormulaException(expr.position(), "There are no joined rows named " + name + ".");
        }
        return rows.value(expr);
    }

    /** What stands behind FROM and the rows themselves. */
    Fragment joins() {
        List<Fragment> joins = new ArrayList<>();
        joined.values().forEach(rows -> joins.add(rows.join()));
        flattened.forEach(
                (list, column) -> joins.add(Fragment.fill(frame.dialect().listElements(), list, Fragment.of(column))));
        return Fragment.join("", joins);
    }

    /** Names that were taken for attributes without being known. */
    Set<String> unknownNames() {
        Set<String> all = new LinkedHashSet<>(unknown);
        joined.values().forEach(rows -> all.addAll(rows.source().scope().unknownNames()));
        return Collections.unmodifiableSet(all);
    }

    /** Whether any value of a row was asked for. */
    boolean isUsed() {
        return used;
    }

    /** Every known name with its meaning, own columns first. */
    List<KnownName> describe() {
        Map<String, KnownName> names = new LinkedHashMap<>();
        own.forEach((name, typed) ->
                names.put(name, new KnownName(name, typed.type().word(), "", describeOwn(name))));
        if (hasAttributes) {
            Names.promoted().forEach(column -> {
                String name = Names.alias(column.name());
                String type = OwnColumns.typed(column).type().word();
                String key = column.attributeKeys().get(0);
                names.putIfAbsent(name, new KnownName(name, type, key, column.description()));
            });
            Map<String, Set<String>> seen = frame.context().vocabulary().attributeKeys();
            for (String alias : knownNames()) {
                Set<String> keys = seen.getOrDefault(alias, KnownAttributes.keysOf(alias));
                String key = keys.stream().findFirst().orElse("");
                names.putIfAbsent(alias, new KnownName(alias, ValueType.ANY.word(), key, ""));
            }
        }
        return List.copyOf(names.values());
    }

    /** Every name that is known here, for completion and for suggestions. */
    Set<String> knownNames() {
        Set<String> names = new LinkedHashSet<>(own.keySet());
        if (hasAttributes) {
            Names.promoted().forEach(c -> names.add(Names.alias(c.name())));
            names.addAll(KnownAttributes.aliases());
            names.addAll(frame.context().vocabulary().attributeKeys().keySet());
        }
        return names;
    }

    private static String describeOwn(String name) {
        return Columns.all().stream()
                .filter(column -> Names.alias(column.name()).equals(name))
                .map(Column::description)
                .findFirst()
                .orElse("");
    }

    private void warn(int position, String name) {
        Optional<String> nearest = Names.nearest(name, knownNames());
        if (nearest.isPresent()) {
            throw new FormulaException(
                    position,
                    "There is no " + name + ". An attribute of exactly this key is attribute('" + name + "').",
                    nearest.get());
        }
        unknown.add(name);
    }

    /** The attribute of the record, else of the scope, else of the resource: by its keys, or whatever key has the alias. */
    private Fragment anywhere(Collection<String> keys, String alias) {
        List<Fragment> lookups = new ArrayList<>();
        for (String column : ATTRIBUTE_COLUMNS) {
            Fragment json = Fragment.of(column);
            for (String key : keys) {
                lookups.add(JsonPath.key(key).of(json, frame.dialect()));
            }
            if (keys.isEmpty()) {
                Fragment letters =
                        Fragment.value(alias.replaceAll("[^\\p{L}\\p{N}]", "").toLowerCase(Locale.ROOT));
                lookups.add(Fragment.fill(frame.dialect().elementOfAlias(), json, letters));
            }
        }
        return Fragment.fill("coalesce({0})", Fragment.join(", ", lookups));
    }
}
