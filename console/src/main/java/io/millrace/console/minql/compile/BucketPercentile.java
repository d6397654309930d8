package io.millrace.console.minql.compile;

import io.millrace.console.minql.syntax.Expr;
import java.util.ArrayList;
import java.util.List;

/**
 * A percentile out of histograms' buckets: the buckets of all points are added up by their bounds, and the value is looked up
 * in the bucket that holds the share, in proportion to its place in it. Below the first bound, values count as from 0 on, or
 * from the bound if it is negative; above the last one as that bound.
 */
final class BucketPercentile {
    private final Dialect dialect;
    private final double share;
    private final Fragment counts;
    private final Fragment bounds;

    BucketPercentile(Dialect dialect, RowCompiler rows, double share) {
        this.dialect = dialect;
        this.share = share;
        this.counts = Fragment.fill(dialect.numbers(), rows.compile(new Expr.Name(0, "bucketCounts"), ValueType.LIST));
        this.bounds = Fragment.fill(dialect.numbers(), rows.compile(new Expr.Name(0, "bounds"), ValueType.LIST));
    }

    /** The aggregate over the rows of {@link #select}. */
    Fragment value() {
        String rank = "(total * " + share + "e0)";
        String inside = "(upper_bound - lower_bound) * greatest(0e0, (" + rank + " - (reached - points)) / points)";
        return Fragment.of("min(CASE WHEN points > 0 AND reached >= " + rank
                + " THEN CASE WHEN upper_bound IS NULL THEN lower_bound ELSE lower_bound + " + inside + " END END)");
    }

    /**
     * The whole select.
     *
     * @param selected keys and aggregates, this one among them
     * @param keys the keys in SQL
     * @param rows what stands behind FROM
     * @param where conditions
     */
    Fragment select(List<Fragment> selected, List<Fragment> keys, Fragment rows, List<Fragment> where) {
        List<Fragment> inner = new ArrayList<>();
        List<Fragment> names = new ArrayList<>();
        List<Fragment> outer = new ArrayList<>(selected);
        for (int i = 0; i < keys.size(); i++) {
            inner.add(Fragment.fill("{0} AS k" + i, keys.get(i)));
            names.add(Fragment.of("k" + i));
            outer.set(i, Fragment.of("k" + i));
        }
        Fragment index = Fragment.of("CAST(i AS BIGINT)");
        Fragment upper = Fragment.fill(
                "CASE WHEN i <= " + size() + " THEN " + dialect.at().replace("{0}", "{2}") + " END",
                counts,
                index,
                bounds);
        Fragment before = Fragment.fill(
                "CASE WHEN i > 1 THEN " + dialect.at() + " END", bounds, Fragment.of("CAST(i - 1 AS BIGINT)"));
        inner.add(Fragment.fill("{0} AS upper_bound", upper));
        inner.add(Fragment.fill("coalesce({0}, least(0e0, {1})) AS lower_bound", before, upper));
        inner.add(Fragment.fill("sum(" + dialect.at() + ") AS points", counts, index));
        List<Fragment> all = new ArrayList<>(where);
        all.add(Fragment.of("bounds IS NOT NULL AND increment_buckets IS NOT NULL"));
        List<Fragment> groups = new ArrayList<>();
        for (int i = 1; i <= keys.size() + 2; i++) {
            groups.add(Fragment.of(Integer.toString(i)));
        }
        Fragment buckets = Fragment.fill(
                "SELECT {0} FROM {1}{2}{3} GROUP BY {4}",
                Fragment.join(", ", inner),
                rows,
                Fragment.fill(dialect.indexes(), counts),
                Fragment.where(all),
                Fragment.join(", ", groups));
        String partition = keys.isEmpty()
                ? ""
                : "PARTITION BY " + Fragment.join(", ", names).sql();
        Fragment reached = Fragment.fill(
                "SELECT *, sum(points) OVER (" + partition
                        + " ORDER BY upper_bound NULLS LAST, lower_bound) AS reached, sum(points) OVER ("
                        + partition + ") AS total FROM ({0}) AS buckets",
                buckets);
        return Fragment.fill(
                "SELECT {0} FROM ({1}) AS reached" + (keys.isEmpty() ? "" : " GROUP BY {2}"),
                Fragment.join(", ", outer),
                reached,
                Fragment.join(", ", names));
    }

    private String size() {
        return dialect == Dialect.DUCKDB ? "len({2})" : "cardinality({2})";
    }
}
