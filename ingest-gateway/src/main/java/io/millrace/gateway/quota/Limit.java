package io.millrace.gateway.quota;

import java.util.Locale;

/** What a quota limits. */
enum Limit {
    /** Requests. */
    REQUESTS,
    /** Decompressed bytes. */
    BYTES,
    /** Records. */
    RECORDS;

    /** Word in messages and tags. */
    String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
