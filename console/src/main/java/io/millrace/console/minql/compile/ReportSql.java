package io.millrace.console.minql.compile;

import io.millrace.console.minql.compile.Aggregates.Aggregate;
import io.millrace.console.minql.syntax.Expr;
import io.millrace.telemetry.Signal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Compiles a report to one SELECT: each aggregate is a grouped select over its source, their rows are put together by the
 * keys, and the arithmetic runs over the result.
 */
public final class ReportSql {
    /** How far before the period rows are read, for the first increments of cumulative series. */
    public static final Duration LOOK_BACK = EventTablesSql.LOOK_BACK;

    private final FormulaContext context;
    private final SourceCompiler sources;
    private final Definitions definitions;
    private final Set<Signal> views = EnumSet.noneOf(Signal.class);
    private final Set<String> unknownNames = new LinkedHashSet<>();
    private final List<String> keyTypes = new ArrayList<>();

    private ReportSql(FormulaContext context) {
        this.context = context;
        this.sources = new SourceCompiler(context);
        this.definitions = new Definitions(context.vocabulary().definitions());
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
        List<Expr.Call> aggregates = new ArrayList<>();
        List<Expr> arithmetic = new ArrayList<>();
        for (Expr metric : metrics) {
            arithmetic.add(MetricPlan.split(definitions.expand(metric), sources, aggregates));
        }
        List<Fragment> branches = new ArrayList<>();
        List<Fragment> merged = new ArrayList<>();
        Map<String, Typed> results = new LinkedHashMap<>();
        for (int i = 0; i < aggregates.size(); i++) {
            Branch branch = branch(aggregates.get(i), keys, filters, i, aggregates.size());
            branches.add(branch.sql());
            String name = "m" + i;
            merged.add(Fragment.of(
                    branch.zeroWhenEmpty()
                            ? "coalesce(max(" + name + "), 0) AS " + name
                            : "max(" + name + ") AS " + name));
            results.put(name, new Typed(Fragment.of(name), ValueType.NUMBER, 0));
        }
        RowCompiler last =
                new RowCompiler(context.dialect(), RowScope.derived(results, context.dialect()), context.period());
        List<Fragment> selected = new ArrayList<>(keyNames(keys.size()));
        for (int i = 0; i < arithmetic.size(); i++) {
            Fragment value =
                    last.compile(arithmetic.get(i)).as(ValueType.NUMBER).sql();
            selected.add(Fragment.fill("{0} AS v" + i, value));
        }
        List<String> types =
                arithmetic.stream().map(metric -> ValueType.NUMBER.word()).toList();
        return new Compiled(whole(keys.size(), selected, merged, branches), views, keyTypes, types, unknownNames);
    }

    private static Fragment whole(int keys, List<Fragment> selected, List<Fragment> merged, List<Fragment> branches) {
        List<Fragment> inner = new ArrayList<>(keyNames(keys));
        inner.addAll(merged);
        String groups = Fragment.join(", ", keyNames(keys)).sql();
        return Fragment.fill(
                "SELECT {0} FROM (SELECT {1} FROM ({2}) AS parts" + (keys == 0 ? "" : " GROUP BY " + groups)
                        + ") AS merged" + (keys == 0 ? "" : " ORDER BY " + groups),
                Fragment.join(", ", selected),
                Fragment.join(", ", inner),
                Fragment.join(" UNION ALL ", branches));
    }

    private Branch branch(Expr.Call call, List<Key> keys, List<Expr> filters, int index, int count) {
        Source source = sources.compile(call.arguments().get(0));
        RowCompiler rows = new RowCompiler(context.dialect(), source.scope(), context.period());
        Aggregate aggregate = new Aggregates(context.dialect()).compile(call, rows);
        List<Fragment> conditions = new ArrayList<>(source.conditions());
        filters.forEach(filter ->
                conditions.add(rows.condition(definitions.expand(filter)).sql()));
        List<Fragment> selected = new ArrayList<>();
        List<Fragment> groups = new ArrayList<>();
        for (Key key : keys) {
            Typed value = key.compile(rows, definitions);
            if (index == 0) {
                keyTypes.add(value.type().word());
            }
            selected.add(Fragment.fill("{0} AS k" + groups.size(), value.sql()));
            groups.add(Fragment.of(Integer.toString(groups.size() + 1)));
        }
        for (int i = 0; i < count; i++) {
            Fragment value = i == index ? aggregate.sql() : Fragment.of("CAST(NULL AS DOUBLE)");
            selected.add(Fragment.fill("{0} AS m" + i, value));
        }
        views.addAll(source.views());
        unknownNames.addAll(source.scope().unknownNames());
        return new Branch(
                Fragment.fill(
                        "SELECT {0} FROM {1}{2}" + (groups.isEmpty() ? "" : " GROUP BY {3}"),
                        Fragment.join(", ", selected),
                        source.from(),
                        SourceCompiler.where(conditions),
                        Fragment.join(", ", groups)),
                aggregate.zeroWhenEmpty());
    }

    private static List<Fragment> keyNames(int keys) {
        List<Fragment> names = new ArrayList<>();
        for (int i = 0; i < keys; i++) {
            names.add(Fragment.of("k" + i));
        }
        return names;
    }

    private record Branch(Fragment sql, boolean zeroWhenEmpty) {}

    /**
     * What rows are grouped by.
     *
     * @param expr a property
     * @param kept texts that stay; every other value becomes {@code other}; empty to keep all
     * @param other the word for the rest
     */
    public record Key(Expr expr, List<String> kept, String other) {
        /** Copies the list. */
        public Key {
            kept = List.copyOf(kept);
        }

        /** A key whose values all stay. */
        public static Key of(Expr expr) {
            return new Key(expr, List.of(), "");
        }

        private Typed compile(RowCompiler rows, Definitions definitions) {
            Typed value = rows.compile(definitions.expand(expr));
            if (kept.isEmpty()) {
                return value.type() == ValueType.NULL ? value.as(ValueType.TEXT) : value;
            }
            Typed text = value.as(ValueType.TEXT);
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
     */
    public record Compiled(
            Fragment sql,
            Set<Signal> views,
            List<String> keyTypes,
            List<String> metricTypes,
            Set<String> unknownNames) {
        /** Copies the collections. */
        public Compiled {
            views = Set.copyOf(views);
            keyTypes = List.copyOf(keyTypes);
            metricTypes = List.copyOf(metricTypes);
            unknownNames = Set.copyOf(unknownNames);
        }
    }
}
