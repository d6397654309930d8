package io.millrace.console.minql.seen;

import java.util.List;
import java.util.function.Predicate;

/**
 * What one look at new data files has counted.
 *
 * @param keys keys
 * @param values frequent values of them
 */
record SeenCount(List<Key> keys, List<Value> values) {

    /** What is of some organizations. */
    SeenCount of(Predicate<String> organizations) {
        return new SeenCount(
                keys.stream()
                        .filter(key -> organizations.test(key.organizationId()))
                        .toList(),
                values.stream()
                        .filter(value -> organizations.test(value.organizationId()))
                        .toList());
    }

    /** A key of an organization. */
    record Key(String organizationId, String integrationId, String place, String key, String type, long rows) {}

    /** A value of a key. */
    record Value(String organizationId, String integrationId, String place, String key, String value, long rows) {}
}
