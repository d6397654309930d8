package io.millrace.console.query;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Array;
import java.sql.Blob;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Struct;
import java.sql.Timestamp;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.duckdb.DuckDBStruct;
import org.jspecify.annotations.Nullable;

/**
 * Turns what the driver returns into what JSON can say exactly: whole numbers beyond 53 bits, decimals and numbers that are
 * not finite become text, times ISO 8601 in UTC, bytes base64, structures maps. Counts the size of what it has read.
 */
final class ValueReader {
    private static final long MAX_EXACT = (1L << 53) - 1;

    private final ResultSet rows;
    private final EngineKind engine;
    private long bytes;

    ValueReader(ResultSet rows, EngineKind engine) {
        this.rows = rows;
        this.engine = engine;
    }

    /** Size of all values read so far, roughly as JSON. */
    long bytes() {
        return bytes;
    }

    /** The value of a column of the current row; columns count from 1. */
    @Nullable
    Object read(int column) throws SQLException {
        return plain(engine.cell(rows, column));
    }

    private @Nullable Object plain(@Nullable Object value) throws SQLException {
        Object plain = convert(value);
        bytes += plain instanceof String text ? text.length() + 3L : 8;
        return plain;
    }

    private @Nullable Object convert(@Nullable Object value) throws SQLException {
        if (value == null || value instanceof Boolean || value instanceof String) {
            return value;
        }
        if (value instanceof Number number) {
            return number(number);
        }
        if (value instanceof OffsetDateTime time) {
            return time.toInstant().toString();
        }
        if (value instanceof Timestamp time) {
            return time.toLocalDateTime().toString();
        }
        if (value instanceof Array array) {
            return list((Object[]) array.getArray());
        }
        if (value instanceof DuckDBStruct struct) {
            return map(struct.getMap());
        }
        if (value instanceof Map<?, ?> map) {
            return map(map);
        }
        if (value instanceof Blob blob) {
            return Base64.getEncoder().encodeToString(blob.getBytes(1, (int) blob.length()));
        }
        if (value instanceof Struct struct) {
            return list(struct.getAttributes());
        }
        return value.toString(); // JSON, dates, times, intervals, UUIDs
    }

    private static Object number(Number number) {
        if (number instanceof Double || number instanceof Float) {
            double value = number.doubleValue();
            return Double.isFinite(value) ? (Object) value : Double.toString(value);
        }
        if (number instanceof BigInteger big) {
            return big.bitLength() <= 53 && Math.abs(big.longValue()) <= MAX_EXACT
                    ? (Object) big.longValue()
                    : big.toString();
        }
        if (number instanceof BigDecimal decimal) {
            return decimal.toPlainString();
        }
        long whole = number.longValue();
        return whole >= -MAX_EXACT && whole <= MAX_EXACT ? (Object) whole : Long.toString(whole);
    }

    private List<@Nullable Object> list(@Nullable Object[] values) throws SQLException {
        List<@Nullable Object> list = new ArrayList<>(values.length);
        for (Object value : values) {
            list.add(plain(value));
        }
        return list;
    }

    private Map<String, @Nullable Object> map(Map<?, ?> values) throws SQLException {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        for (Map.Entry<?, ?> entry : values.entrySet()) {
            String key = String.valueOf(entry.getKey());
            bytes += key.length() + 3L;
            map.put(key, plain(entry.getValue()));
        }
        return map;
    }
}
