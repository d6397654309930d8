package io.millrace.console.minql.compile;

import io.millrace.console.minql.syntax.Expr;
import java.util.ArrayList;
import java.util.List;

/**
 * Every bucket of the points of some rows, added up for each key: those of explicit bounds by their bounds, those of exponential
 * histograms by scale, side and index. A cumulative exponential point brings its own buckets, and those of the point before it
 * with the opposite sign: they add up to the increment, whatever the two scales are.
 */
final class BucketRows {
    /** What tells buckets apart: side, scale, place, threshold and the two bounds. */
    private static final int IDENTITY = 6;

    /** Side of buckets with bounds; 1, 0 and -1 are those of exponential histograms. */
    private static final String EXPLICIT = "2";

    /** What a point can bring: its buckets with bounds, and each side of its exponential ones, added or taken away. */
    private static final String PARTS = " CROSS JOIN (VALUES (1e0, " + EXPLICIT + "), (1e0, 1), (1e0, 0), (1e0, -1),"
            + " (-1e0, 1), (-1e0, 0), (-1e0, -1)) AS parts (weight, side)";

    private final Dialect dialect;
    private final Fragment counts;
    private final Fragment bounds;

    BucketRows(Dialect dialect, RowCompiler rows) {
        this.dialect = dialect;
        this.counts = rows.compile(new Expr.Name(0, "bucketCounts"), ValueType.LIST);
        this.bounds = rows.compile(new Expr.Name(0, "bounds"), ValueType.LIST);
    }

    /**
     * The select.
     *
     * @param keys the keys in SQL; they come as {@code k0}…
     * @param rows what stands behind FROM
     * @param where conditions
     */
    Fragment select(List<Fragment> keys, Fragment rows, List<Fragment> where) {
        List<Fragment> points = new ArrayList<>();
        StringBuilder names = new StringBuilder();
        for (int i = 0; i < keys.size(); i++) {
            points.add(Fragment.fill("{0} AS k" + i, keys.get(i)));
            names.append("k").append(i).append(", ");
        }
        points.add(Fragment.fill(dialect.numbers() + " AS counts", counts));
        points.add(Fragment.fill(dialect.numbers() + " AS bounds", bounds));
        points.add(Fragment.of("increment_exponential AS added"));
        points.add(Fragment.of("exponential_before AS taken"));
        List<Fragment> all = new ArrayList<>(where);
        all.add(Fragment.fill(
                "(({0} IS NOT NULL AND {1} IS NOT NULL) OR increment_exponential IS NOT NULL)", bounds, counts));
        Fragment read = Fragment.fill("SELECT {0} FROM {1}{2}", Fragment.join(", ", points), rows, Fragment.where(all));
        return Fragment.fill(each(names.toString(), keys.size()), read);
    }

    private String each(String names, int keys) {
        String parts =
                "SELECT " + names + "weight, side, bounds, counts, CASE WHEN weight > 0 THEN added ELSE taken END AS"
                        + " buckets FROM ({0}) AS points" + PARTS + " WHERE CASE WHEN side = " + EXPLICIT
                        + " THEN counts IS NOT NULL AND bounds IS NOT NULL WHEN weight > 0 THEN added IS NOT NULL ELSE added IS"
                        + " NOT NULL AND taken IS NOT NULL END";
        // a scale below -11 has two buckets for all numbers there are, as -11 has; above 1000 they are narrower than a
        // double
        String lists = "SELECT " + names + "weight, side, bounds, CASE side WHEN " + EXPLICIT
                + " THEN counts WHEN 1 THEN "
                + numbers("positive") + " WHEN -1 THEN " + numbers("negative") + " ELSE ARRAY[" + number("zero_count")
                + "] END AS counts, CASE WHEN side <> " + EXPLICIT + " THEN least(greatest(" + number("scale")
                + ", -11e0), 1000e0) END AS scale, CASE side WHEN 1 THEN " + number("positive.offset")
                + " WHEN -1 THEN "
                + number("negative.offset") + " END AS first_place, CASE WHEN side = 0 THEN " + number("zero_threshold")
                + " END AS threshold FROM (" + parts + ") AS parts";
        StringBuilder groups = new StringBuilder("1");
        for (int i = 2; i <= keys + IDENTITY; i++) {
            groups.append(", ").append(i);
        }
        return "SELECT " + names + "side, scale, first_place + i - 1 AS place, threshold, " + lowerBound()
                + " AS lower_bound, " + upperBound() + " AS upper_bound, sum(weight * n) AS points FROM (" + lists
                + ") AS lists" + dialect.numbered().replace("{0}", "counts") + " GROUP BY " + groups;
    }

    /** Below the first bound, values count as from 0 on, or from the bound if it is negative. */
    private String lowerBound() {
        return "CASE WHEN side = " + EXPLICIT + " THEN coalesce(CASE WHEN i > 1 THEN " + bound("i - 1")
                + " END, least(0e0, " + bound("1") + ")) END";
    }

    private String upperBound() {
        return "CASE WHEN side = " + EXPLICIT + " THEN " + bound("i") + " END";
    }

    private String bound(String index) {
        return dialect.at().replace("{0}", "bounds").replace("{1}", "CAST(" + index + " AS BIGINT)");
    }

    private String numbers(String side) {
        return dialect.numbers().replace("{0}", element(side + ".bucket_counts"));
    }

    private String number(String path) {
        return "coalesce(TRY_CAST(" + element(path) + " AS DOUBLE), 0e0)";
    }

    private String element(String path) {
        return dialect.element().replace("{0}", "buckets").replace("{1}", "'$." + path + "'");
    }
}
