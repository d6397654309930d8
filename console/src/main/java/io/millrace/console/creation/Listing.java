package io.millrace.console.creation;

import io.millrace.console.problem.Checks;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A part of a list.
 *
 * @param items the part
 * @param next cursor of the next part, or null at the end
 */
public record Listing<T>(List<T> items, @Nullable String next) {
    private static final int MOST = 500;

    /** Copies the list. */
    public Listing {
        items = List.copyOf(items);
    }

    /**
     * The part of a list that a request asks for.
     *
     * @param all the list in its order
     * @param id what names an item in a cursor
     * @param cursor last item of the part before, or null for the first part
     * @param limit items at most, 1 to 500
     */
    public static <T> Listing<T> of(List<T> all, Function<T, String> id, @Nullable String cursor, int limit) {
        Checks checks = new Checks();
        checks.that(limit >= 1 && limit <= MOST, "limit", "limit must be from 1 to " + MOST + ".");
        int start = cursor == null ? 0 : all.stream().map(id).toList().indexOf(cursor) + 1;
        checks.that(cursor == null || start > 0, "cursor", "cursor must be the field next of an earlier answer.");
        checks.done();
        List<T> items = all.subList(start, Math.min(start + limit, all.size()));
        boolean more = start + limit < all.size();
        return new Listing<>(items, more ? id.apply(items.get(items.size() - 1)) : null);
    }
}
