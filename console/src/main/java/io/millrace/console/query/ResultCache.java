package io.millrace.console.query;

import java.nio.file.Path;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Answers that were given before to the same statement over the same data files. A data file never changes, so an answer stays
 * right as long as a query plans the same files: new events make new files, and only periods that they fall into are computed
 * anew. Bounded by bytes; what was asked for longest ago goes first.
 */
final class ResultCache {
    /** Parts of functions whose value is not the same each time; a column that looks like one costs a cached answer only. */
    private static final List<String> CHANGING =
            List.of("now", "current", "today", "age(", "local", "transaction", "random", "uuid", "setseed", "sample");

    private final long maxBytes;
    private final Map<Key, Entry> entries = new LinkedHashMap<>(16, 0.75f, true);
    private long bytes;

    /**
     * A cache.
     *
     * @param maxBytes bound on all answers together; 0 for none
     */
    ResultCache(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    /** The key of a request; empty if its answer depends on more than its files. */
    Optional<Key> key(QueryRequest request, List<Path> files) {
        String sql = request.statement().sql().toLowerCase(Locale.ROOT);
        boolean depends = CHANGING.stream().anyMatch(sql::contains);
        return maxBytes == 0 || depends
                ? Optional.empty()
                : Optional.of(new Key(
                        request.caller().organizationId(),
                        request.caller().integrations(),
                        request.statement(),
                        request.rowLimit(),
                        files));
    }

    synchronized Optional<QueryAnswer> find(Key key) {
        Entry entry = entries.get(key);
        return entry == null ? Optional.empty() : Optional.of(entry.answer);
    }

    synchronized void add(Key key, QueryAnswer answer, long size) {
        long weight = size + 64L * key.files.size() + key.statement.sql().length();
        if (weight > maxBytes / 4) {
            return; // one large answer must not push out all others
        }
        Entry before = entries.put(key, new Entry(answer, weight));
        bytes += weight - (before == null ? 0 : before.bytes);
        Iterator<Entry> oldest = entries.values().iterator();
        while (bytes > maxBytes && oldest.hasNext()) {
            bytes -= oldest.next().bytes;
            oldest.remove();
        }
    }

    /** What an answer depends on. */
    record Key(
            String organizationId,
            Map<String, String> integrations,
            QueryRequest.Statement statement,
            int rowLimit,
            List<Path> files) {}

    private record Entry(QueryAnswer answer, long bytes) {}

    /** Size of an answer, roughly. */
    static long size(List<List<@Nullable Object>> rows) {
        long size = 0;
        for (List<@Nullable Object> row : rows) {
            for (Object value : row) {
                size += value instanceof String text ? 2L * text.length() + 40 : value == null ? 8 : 32;
            }
        }
        return size;
    }
}
