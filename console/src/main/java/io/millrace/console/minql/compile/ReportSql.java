package io.millrace.console.minql.compile;

import io.millrace.console.minql.compile.MetricPlan.Part;
import io.millrace.console.minql.syntax.Expr;
import io.millrace.telemetry.Signal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Compiles a report to one SELECT: aggregates over the same rows share a grouped select, the rows of these selects are put
 * together by the keys, and the arithmetic runs over the result.
 */
public final class ReportSql {
    private final FormulaContext context;
    private final Frame frame;
    private final Definitions definitions;
    private final Set<Signal> views = EnumSet.noneOf(Signal.class);
    private final Set<String> unknownNames = new LinkedHashSet<>();
    private Instant from;

    private ReportSql(FormulaContext context) {
        this.context = context;
        this.frame = new Frame(context, false);
        this.definitions = new Definitions(context.vocabulary().definitions());
        this.from = context.period().from();
    }

    /**
     * Compiles a report.
     *
     * @param metrics metrics, at least one
     * @param keys property expressions that rows are grouped by
     * @param filters property expressions that must come out true
     * @throws io.millrace.console.minql.syntax.FormulaException if a formula is wrong
     */
    public static Compiled compile(FormulaContext context, List<Expr> metrics, List<Key> keys, List<Expr> filters) {
        return new ReportSql(context).compile(metrics, keys, filters);
    }

    private Compiled compile(List<Expr> metrics, List<Key> keys, List<Expr> filters) {
        List<Part> parts = new ArrayList<>();
        List<Expr> arithmetic = new ArrayList<>();
        SourceCompiler sources = new SourceCompiler(frame);
        for (Expr metric : metrics) {
            arithmetic.add(MetricPlan.split(definitions.expand(metric), sources, parts));
        }
        if (parts.isEmpty()) {
            throw MetricPlan.withoutRows(metrics.get(0));
        }
        List<Key> expanded = keys.stream().map(key -> key.expanded(definitions)).toList();
        List<Expr> conditions = filters.stream().map(definitions::expand).toList();
        List<Branch> branches = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            Branch branch = branch(parts.get(i), i, expanded, conditions);
            if (branches.stream().noneMatch(other -> other.takes(branch))) {
                branches.add(branch);
            }
        }
        MetricMethods.Keys columns = columns(expanded, branches.get(0).keyTypes());
        return whole(arithmetic, parts, branches, columns);
    }

    private Branch branch(Part part, int index, List<Key> keys, List<Expr> filters) {
        Frame of = new Frame(context, part.isBefore());
        Branch branch = Branch.compile(of, part.call(), index, keys, filters);
        Instant earliest = of.readFrom(branch.source().views());
        if (earliest.isBefore(from)) {
            from = earliest;
        }
        views.addAll(branch.source().views());
        unknownNames.addAll(branch.source().scope().unknownNames());
        return branch;
    }

    private Compiled whole(List<Expr> arithmetic, List<Part> parts, List<Branch> branches, MetricMethods.Keys columns) {
        boolean isSingle = branches.size() == 1;
        List<Fragment> merged = new ArrayList<>();
        Map<String, Typed> results = new LinkedHashMap<>();
        List<Fragment> keyNames = columns.names().stream().map(Fragment::of).toList();
        for (int i = 0; i < parts.size(); i++) {
            String name = "m" + i;
            Branch branch = branchOf(branches, i);
            String value = isSingle ? name : "max(" + name + ")";
            merged.add(
                    Fragment.of((branch.isZeroWhenEmpty(i) ? "coalesce(" + value + ", 0e0)" : value) + " AS " + name));
            results.put(name, new Typed(Fragment.of(name), branch.typeOf(i), 0));
        }
        MetricMethods methods = new MetricMethods(frame, columns, parts, results);
        List<Fragment> selected = new ArrayList<>(keyNames);
        List<String> types = new ArrayList<>();
        for (int i = 0; i < arithmetic.size(); i++) {
            Expr resolved = methods.resolve(arithmetic.get(i));
            Typed value = frame.rows(RowScope.derived(results, frame)).compile(resolved);
            types.add(
                    value.type() == ValueType.DURATION
                            ? ValueType.NUMBER.word()
                            : value.type().word());
            selected.add(Fragment.fill(
                    (isNumeric(value) ? "CASE WHEN " + frame.dialect().isFinite() + " THEN {0} END" : "{0}") + " AS v"
                            + i,
                    value.sql()));
        }
        String groups = String.join(", ", columns.names());
        List<Fragment> inner = new ArrayList<>(keyNames);
        inner.addAll(merged);
        List<Fragment> selects = branches.stream()
                .map(branch -> branch.sql(isSingle ? List.of() : typesOf(parts, branches)))
                .toList();
        Fragment sql = Fragment.fill(
                "SELECT {0} FROM (SELECT {1} FROM ({2}) AS parts"
                        + (isSingle || groups.isEmpty() ? "" : " GROUP BY " + groups) + ") AS merged"
                        + (groups.isEmpty() ? "" : " ORDER BY " + groups),
                Fragment.join(", ", selected),
                Fragment.join(", ", inner),
                Fragment.join(" UNION ALL ", selects));
        return new Compiled(sql, views, branches.get(0).keyTypes(), types, unknownNames, from);
    }

    private static boolean isNumeric(Typed value) {
        return value.type() == ValueType.NUMBER || value.type() == ValueType.DURATION;
    }

    private static List<ValueType> typesOf(List<Part> parts, List<Branch> branches) {
        List<ValueType> types = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            types.add(branchOf(branches, i).typeOf(i));
        }
        return types;
    }

    private static Branch branchOf(List<Branch> branches, int index) {
        return branches.stream().filter(branch -> branch.has(index)).findFirst().orElseThrow();
    }

    private static MetricMethods.Keys columns(List<Key> keys, List<String> types) {
        List<String> names = new ArrayList<>();
        int axis = -1;
        for (int i = 0; i < keys.size(); i++) {
            names.add("k" + i);
            if (keys.get(i).isAxis()) {
                axis = i;
            }
        }
        if (axis < 0 && !types.isEmpty() && unit(keys.get(0).expr()) != null) {
            axis = 0;
        }
        return new MetricMethods.Keys(
                names, axis, axis < 0 ? null : unit(keys.get(axis).expr()));
    }

    /** The interval of a key, if it is one of time. */
    private static @Nullable String unit(Expr expr) {
        if (!(expr instanceof Expr.Call call) || call.arguments().isEmpty()) {
            return null;
        }
        String name = call.function().toLowerCase(Locale.ROOT);
        if (name.equals("datetrunc")) {
            return TimeFunctions.unit(call.arguments().get(0));
        }
        return TimeFunctions.UNITS.contains(name) ? name : null;
    }

    /**
     * What rows are grouped by.
     *
     * @param expr a property
     * @param kept texts that stay; every other value becomes {@code other}; empty to keep all
     * @param other the word for the rest
     * @param isAxis whether it is the X axis, along which totals run
     */
    public record Key(Expr expr, List<String> kept, String other, boolean isAxis) {
        /** Copies the list. */
        public Key {
            kept = List.copyOf(kept);
        }

        /** A breakdown of which some values stay. */
        public Key(Expr expr, List<String> kept, String other) {
            this(expr, kept, other, false);
        }

        /** A key whose values all stay. */
        public static Key of(Expr expr) {
            return new Key(expr, List.of(), "");
        }

        /** The X axis. */
        public static Key axis(Expr expr) {
            return new Key(expr, List.of(), "", true);
        }

        private Key expanded(Definitions definitions) {
            return new Key(definitions.expand(expr), kept, other, isAxis);
        }

        Typed compile(RowCompiler rows, Dialect dialect) {
            Typed value = rows.compile(expr);
            if (kept.isEmpty()) {
                return value.type() == ValueType.NULL ? value.as(ValueType.TEXT, dialect) : value;
            }
            Typed text = value.as(ValueType.TEXT, dialect);
            List<Fragment> values = new ArrayList<>();
            kept.forEach(keep -> values.add(Fragment.value(keep)));
            return new Typed(
                    Fragment.fill(
                            "(CASE WHEN {0} IS NULL OR {0} IN ({1}) THEN {0} ELSE {2} END)",
                            text.sql(),
                            Fragment.join(", ", values),
                            Fragment.fill("CAST({0} AS VARCHAR)", Fragment.value(other))),
                    ValueType.TEXT,
                    text.position());
        }
    }

    /**
     * A compiled report: columns {@code k0}… for the keys, then {@code v0}… for the metrics.
     *
     * @param sql the SELECT
     * @param views views it reads
     * @param keyTypes words for the types of the keys
     * @param metricTypes words for the types of the metrics
     * @param unknownNames names that were taken for attributes nobody knows yet
     * @param from earliest time of the rows it reads: points are looked at from before the period
     */
    public record Compiled(
            Fragment sql,
            Set<Signal> views,
            List<String> keyTypes,
            List<String> metricTypes,
            Set<String> unknownNames,
            Instant from) {
        /** Copies the collections. */
        public Compiled {
            views = Set.copyOf(views);
            keyTypes = List.copyOf(keyTypes);
            metricTypes = List.copyOf(metricTypes);
            unknownNames = Set.copyOf(unknownNames);
        }
    }
}
