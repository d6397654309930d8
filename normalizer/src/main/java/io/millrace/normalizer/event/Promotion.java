package io.millrace.normalizer.event;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.SerializedString;
import io.millrace.telemetry.event.Column;
import io.millrace.telemetry.event.Columns;
import io.millrace.telemetry.otlp.AnyValue;
import io.millrace.telemetry.otlp.Attribute;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The values of the promoted columns of one record. An attribute of the record goes before one of the scope, that before one
 * of the resource; inside a level the order of the column's attribute keys decides, and of equal keys the last one wins.
 */
final class Promotion {
    private static final List<Column> PROMOTED =
            Columns.all().stream().filter(Column::isPromoted).toList();

    private static final SerializedString[] NAMES =
            PROMOTED.stream().map(column -> Field.of(column.name())).toArray(SerializedString[]::new);

    private static final Map<String, List<Target>> BY_KEY = byKey();
    private static final int NOTHING = Integer.MAX_VALUE;

    private final @Nullable AnyValue[] values;
    private final int[] ranks;

    private Promotion(@Nullable AnyValue[] values, int[] ranks) {
        this.values = values;
        this.ranks = ranks;
    }

    /** No values. */
    static Promotion empty() {
        int[] ranks = new int[PROMOTED.size()];
        java.util.Arrays.fill(ranks, NOTHING);
        return new Promotion(new @Nullable AnyValue[PROMOTED.size()], ranks);
    }

    /** A copy to which the attributes of a record can be added. */
    Promotion copy() {
        return new Promotion(values.clone(), ranks.clone());
    }

    /** Takes the attributes of one level. */
    void add(Level level, List<Attribute> attributes) {
        for (Attribute attribute : attributes) {
            List<Target> targets = BY_KEY.get(attribute.key());
            if (targets != null) {
                for (Target target : targets) {
                    offer(target.column(), level.firstRank + target.rank(), attribute.value());
                }
            }
        }
    }

    private void offer(int column, int rank, AnyValue value) {
        if (rank > ranks[column]) {
            return;
        }
        AnyValue fitting = Coercion.fit(PROMOTED.get(column).type(), value);
        if (fitting != null) {
            values[column] = fitting;
            ranks[column] = rank;
        }
    }

    /** Writes a field for every column that has a value, but for the one column named. */
    void write(JsonGenerator json, String exceptColumn) throws IOException {
        for (int i = 0; i < values.length; i++) {
            AnyValue value = values[i];
            if (value != null && !PROMOTED.get(i).name().equals(exceptColumn)) {
                json.writeFieldName(NAMES[i]);
                writeScalar(json, value);
            }
        }
    }

    private static void writeScalar(JsonGenerator json, AnyValue value) throws IOException {
        if (value instanceof AnyValue.Text text) {
            json.writeString(text.value());
        } else if (value instanceof AnyValue.Int number) {
            json.writeNumber(number.value());
        } else if (value instanceof AnyValue.Bool bool) {
            json.writeBoolean(bool.value());
        } else if (value instanceof AnyValue.Real real) {
            json.writeNumber(real.value()); // non-finite ones become their quoted names
        }
    }

    private static Map<String, List<Target>> byKey() {
        Map<String, List<Target>> targets = new HashMap<>();
        for (int i = 0; i < PROMOTED.size(); i++) {
            List<String> keys = PROMOTED.get(i).attributeKeys();
            for (int rank = 0; rank < keys.size(); rank++) {
                targets.computeIfAbsent(keys.get(rank), key -> new ArrayList<>())
                        .add(new Target(i, rank));
            }
        }
        return targets;
    }

    /** Where attributes stand; the nearer to the record, the lower the rank. */
    enum Level {
        /** Attributes of the record itself. */
        RECORD(0),
        /** Attributes of its scope. */
        SCOPE(100),
        /** Attributes of its resource. */
        RESOURCE(200);

        private final int firstRank;

        Level(int firstRank) {
            this.firstRank = firstRank;
        }
    }

    private record Target(int column, int rank) {}
}
