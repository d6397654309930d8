package io.millrace.console.minql.compile;

import io.millrace.console.minql.compile.Aggregates.Aggregate;
import io.millrace.console.minql.syntax.Expr;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One grouped select: aggregates over the same rows, each with the conditions of its own. */
final class Branch {
    private final Source source;
    private final Fragment rows;
    private final List<Fragment> keys;
    private final List<String> keyTypes;
    private final List<Fragment> filters;
    private final Map<Integer, Member> members = new TreeMap<>();
    private final @Nullable BucketPercentile ofBuckets;

    private Branch(Source source, List<Typed> keys, List<Fragment> filters, @Nullable BucketPercentile ofBuckets) {
        this.source = source;
        this.rows = source.rows();
        this.keys = keys.stream().map(Typed::sql).toList();
        this.keyTypes = keys.stream().map(key -> key.type().word()).toList();
        this.filters = filters;
        this.ofBuckets = ofBuckets;
    }

    /** The select of one aggregate. */
    static Branch compile(Frame frame, Expr.Call call, int index, List<ReportSql.Key> keys, List<Expr> filters) {
        Source source =
                new SourceCompiler(frame, filters).compile(call.arguments().get(0));
        RowCompiler rows = frame.rows(source.scope());
        List<Typed> keyValues =
                keys.stream().map(key -> key.compile(rows, frame.dialect())).toList();
        List<Fragment> conditions = source.isMade()
                ? List.of()
                : filters.stream().map(filter -> rows.condition(filter).sql()).toList();
        if (Aggregates.isOfBuckets(call) && source.scope().hasBuckets()) {
            BucketPercentile percentile = new BucketPercentile(frame.dialect(), rows, Aggregates.share(call));
            Branch branch = new Branch(source, keyValues, conditions, percentile);
            Aggregate none = new Aggregate("", List.of(), ValueType.NUMBER, false);
            branch.members.put(index, new Member(none, source.conditions()));
            return branch;
        }
        Aggregate aggregate = new Aggregates(frame.dialect()).compile(call, rows);
        Branch branch = new Branch(source, keyValues, conditions, null);
        branch.members.put(index, new Member(aggregate, source.conditions()));
        return branch;
    }

    /** Takes over the other's aggregate if it is over the same rows. */
    boolean takes(Branch other) {
        boolean same = ofBuckets == null
                && other.ofBuckets == null
                && rows.equals(other.rows)
                && keys.equals(other.keys)
                && filters.equals(other.filters);
        if (same) {
            members.putAll(other.members);
        }
        return same;
    }

    /** The rows. */
    Source source() {
        return source;
    }

    List<String> keyTypes() {
        return keyTypes;
    }

    boolean has(int index) {
        return members.containsKey(index);
    }

    boolean isZeroWhenEmpty(int index) {
        return member(index).aggregate.zeroWhenEmpty();
    }

    ValueType typeOf(int index) {
        return member(index).aggregate.type();
    }

    /**
     * The select: keys, then its own aggregates, or all of the report's with nulls in the place of the others.
     *
     * @param all types of all aggregates; empty if this select stands alone
     */
    Fragment sql(List<ValueType> all) {
        List<Fragment> selected = new ArrayList<>();
        List<Fragment> groups = new ArrayList<>();
        for (Fragment key : keys) {
            selected.add(Fragment.fill("{0} AS k" + groups.size(), key));
            groups.add(Fragment.of(Integer.toString(groups.size() + 1)));
        }
        int count = all.isEmpty() ? members.size() : all.size();
        boolean alike =
                members.values().stream().map(Member::conditions).distinct().count() == 1;
        for (int i = 0; i < count; i++) {
            Fragment value = has(i)
                    ? value(member(i), alike)
                    : Fragment.of("CAST(NULL AS " + all.get(i).sql() + ")");
            selected.add(Fragment.fill("{0} AS m" + i, value));
        }
        List<Fragment> where = new ArrayList<>(filters);
        where.addAll(alike ? members.values().iterator().next().conditions : oneOfTheConditions());
        if (ofBuckets != null) {
            return ofBuckets.select(selected, keys, rows, where);
        }
        return Fragment.fill(
                "SELECT {0} FROM {1}{2}" + (groups.isEmpty() ? "" : " GROUP BY {3}"),
                Fragment.join(", ", selected),
                rows,
                Fragment.where(where),
                Fragment.join(", ", groups));
    }

    private Fragment value(Member member, boolean alike) {
        if (ofBuckets != null) {
            return ofBuckets.value();
        }
        return alike || member.conditions.isEmpty()
                ? member.aggregate.sql()
                : member.aggregate.sql(Fragment.join(" AND ", member.conditions));
    }

    /** Rows that no aggregate counts need not be looked at. */
    private List<Fragment> oneOfTheConditions() {
        if (members.values().stream().anyMatch(member -> member.conditions.isEmpty())) {
            return List.of();
        }
        List<Fragment> each = members.values().stream()
                .map(member -> Fragment.fill("({0})", Fragment.join(" AND ", member.conditions)))
                .distinct()
                .toList();
        return List.of(Fragment.fill("({0})", Fragment.join(" OR ", each)));
    }

    private Member member(int index) {
        Member member = members.get(index);
        if (member == null) {
            throw new IllegalArgumentException("no aggregate of this select: " + index);
        }
        return member;
    }

    private record Member(Aggregate aggregate, List<Fragment> conditions) {}
}
