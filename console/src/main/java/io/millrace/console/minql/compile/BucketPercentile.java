package io.millrace.console.minql.compile;

import java.util.ArrayList;
import java.util.List;

/**
 * A percentile out of histograms' buckets: the buckets of all points are added up, and the value is looked up in the bucket that
 * holds the share, in proportion to its place in it. Above the last bound the bound counts. Exponential buckets are added up at
 * the coarsest scale among them, and a place in one is counted on its own, logarithmic scale; what lies within the widest zero
 * bucket is part of it.
 */
final class BucketPercentile {
    private static final String UNIT = "power(2e0, -coarse)";
    private static final String LOW = "greatest(place * " + UNIT + ", -1074e0)";

    /** Just below what a double holds. */
    private static final String HIGH = "least((place + 1) * " + UNIT + ", 1023.9999999999999e0)";

    private static final String WITHIN_ZERO = "side IN (1, -1) AND power(2e0, " + HIGH + ") <= widest";
    private static final String OUTSIDE_ZERO = "CASE WHEN widest > 0 THEN greatest(" + LOW
            + ", log2(CASE WHEN widest > 0" + " THEN widest ELSE 1e0 END)) ELSE " + LOW + " END";
    private static final String ZERO_FROM = "CASE WHEN any_negative = 1 THEN -widest ELSE 0e0 END";
    private static final String ZERO_TO = "CASE WHEN any_negative = 1 AND any_positive = 0 THEN 0e0 ELSE widest END";

    private final BucketRows buckets;
    private final double share;

    BucketPercentile(Dialect dialect, RowCompiler rows, double share) {
        this.buckets = new BucketRows(dialect, rows);
        this.share = share;
    }

    /** The aggregate over the rows of {@link #select}. */
    Fragment value() {
        String rank = "(total * " + share + "e0)";
        String part = "greatest(0e0, (" + rank + " - (reached - points)) / points)";
        return Fragment.of("min(CASE WHEN points > 0 AND reached >= " + rank
                + " THEN CASE WHEN side IN (1, -1) THEN side * power(2e0, from_exponent + (to_exponent - from_exponent) * "
                + part + ") WHEN upper_bound IS NULL THEN lower_bound ELSE lower_bound + (upper_bound - lower_bound) * "
                + part + " END END)");
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
        List<Fragment> names = new ArrayList<>();
        List<Fragment> outer = new ArrayList<>(selected);
        for (int i = 0; i < keys.size(); i++) {
            names.add(Fragment.of("k" + i));
            outer.set(i, names.get(i));
        }
        String listed = Fragment.join(", ", names).sql();
        String first = keys.isEmpty() ? "" : listed + ", ";
        String partition = keys.isEmpty() ? "" : "PARTITION BY " + listed;
        return Fragment.fill(
                "SELECT {0} FROM (SELECT *, sum(points) OVER (" + partition
                        + " ORDER BY upper_bound NULLS LAST, lower_bound) AS reached, sum(points) OVER (" + partition
                        + ") AS total FROM (" + merged(first, partition) + ") AS merged) AS reached"
                        + (keys.isEmpty() ? "" : " GROUP BY " + listed),
                Fragment.join(", ", outer),
                buckets.select(keys, rows, where));
    }

    /** The buckets of each key, each once, with what they reach from and to. */
    private static String merged(String keys, String partition) {
        String over = " OVER (" + partition + ")";
        String scaled =
                "SELECT " + keys + "side, scale, place, lower_bound, upper_bound, points, min(CASE WHEN side IN (1, -1)"
                        + " AND points <> 0 THEN scale END)" + over
                        + " AS coarse, coalesce(max(CASE WHEN side = 0 AND points <> 0"
                        + " THEN threshold END)" + over
                        + ", 0e0) AS widest, max(CASE WHEN side = -1 AND points > 0 THEN 1 ELSE 0 END)"
                        + over + " AS any_negative, max(CASE WHEN side = 1 AND points > 0 THEN 1 ELSE 0 END)" + over
                        + " AS any_positive FROM ({1}) AS buckets";
        String placed = "SELECT " + keys
                + "side, lower_bound, upper_bound, points, coarse, widest, any_negative, any_positive,"
                + " floor(place / power(2e0, greatest(scale - coarse, 0e0))) AS place FROM (" + scaled + ") AS scaled";
        String sided =
                "SELECT " + keys + "lower_bound, upper_bound, points, coarse, widest, any_negative, any_positive, CASE"
                        + " WHEN " + WITHIN_ZERO + " THEN 0 ELSE side END AS side, CASE WHEN NOT (" + WITHIN_ZERO
                        + ") THEN place END AS place FROM (" + placed + ") AS placed";
        String bounded =
                "SELECT " + keys + "side, points, CASE side WHEN 1 THEN " + OUTSIDE_ZERO + " WHEN -1 THEN " + HIGH
                        + " END AS from_exponent, CASE side WHEN 1 THEN " + HIGH + " WHEN -1 THEN " + OUTSIDE_ZERO
                        + " END AS to_exponent, CASE WHEN side = 0 THEN " + ZERO_FROM
                        + " ELSE lower_bound END AS lower_bound, CASE WHEN side = 0 THEN " + ZERO_TO
                        + " ELSE upper_bound END AS upper_bound FROM (" + sided + ") AS sided";
        return "SELECT " + keys + "side, from_exponent, to_exponent, CASE WHEN side IN (1, -1) THEN side * power(2e0,"
                + " from_exponent) ELSE lower_bound END AS lower_bound, CASE WHEN side IN (1, -1) THEN side * power(2e0,"
                + " to_exponent) ELSE upper_bound END AS upper_bound, sum(points) AS points FROM (" + bounded
                + ") AS bounded GROUP BY " + groups(keys);
    }

    private static String groups(String keys) {
        int count = keys.isEmpty() ? 0 : keys.split(", ", -1).length - 1;
        StringBuilder groups = new StringBuilder("1");
        for (int i = 2; i <= count + 5; i++) {
            groups.append(", ").append(i);
        }
        return groups.toString();
    }
}
