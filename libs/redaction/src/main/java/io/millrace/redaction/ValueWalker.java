package io.millrace.redaction;

import io.millrace.telemetry.otlp.AnyValue;
import io.millrace.telemetry.otlp.Attribute;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Visits every text inside values: texts, keys, arrays, maps, bytes. What is not changed is not copied. */
final class ValueWalker {
    private final Rules rules;

    ValueWalker(Rules rules) {
        this.rules = rules;
    }

    /** The attributes of one place. */
    List<Attribute> attributes(
            Place place, Location location, int index, List<Attribute> attributes, List<Redaction> found) {
        List<Attribute> changed = null;
        for (int i = 0; i < attributes.size(); i++) {
            Attribute attribute = attributes.get(i);
            // the key first: a secret in it must not stand in the paths of what is found below
            String key = rules.key(place.at(location, index), attribute.key(), found);
            AnyValue value = value(place.at(location, index, key), attribute.value(), found);
            changed = put(changed, attributes, i, attribute, shown(attribute, key, value));
        }
        return changed == null ? attributes : changed;
    }

    /** The value at the place. */
    AnyValue value(Place place, AnyValue value, List<Redaction> found) {
        AnyValue whole = rules.whole(place, value, found);
        if (whole != null) {
            return whole;
        }
        if (value instanceof AnyValue.Text text) {
            String result = rules.text(place, text.value(), found);
            return result.equals(text.value()) ? value : new AnyValue.Text(result);
        } else if (value instanceof AnyValue.Array array) {
            return array(place, array, found);
        } else if (value instanceof AnyValue.KeyValues map) {
            return map(place, map, found);
        } else if (value instanceof AnyValue.Bytes bytes) {
            return bytes(place, bytes, found);
        } else if (value instanceof AnyValue.Unreadable unreadable) {
            String result = rules.text(place, unreadable.text(), found);
            return result.equals(unreadable.text()) ? value : new AnyValue.Text(result);
        }
        return value;
    }

    private static Attribute shown(Attribute attribute, String key, AnyValue value) {
        boolean same = sameValue(value, attribute.value()) && key.equals(attribute.key());
        return same ? attribute : new Attribute(key, value);
    }

    private AnyValue array(Place place, AnyValue.Array array, List<Redaction> found) {
        List<AnyValue> values = array.values();
        List<AnyValue> changed = null;
        for (int i = 0; i < values.size(); i++) {
            int mark = place.down(i);
            AnyValue result = value(place, values.get(i), found);
            place.up(mark);
            changed = put(changed, values, i, values.get(i), result);
        }
        return changed == null ? array : new AnyValue.Array(changed);
    }

    private AnyValue map(Place place, AnyValue.KeyValues map, List<Redaction> found) {
        List<Attribute> entries = map.values();
        List<Attribute> changed = null;
        for (int i = 0; i < entries.size(); i++) {
            Attribute entry = entries.get(i);
            String key = rules.key(place, entry.key(), found);
            int mark = place.down(key);
            AnyValue value = value(place, entry.value(), found);
            place.up(mark);
            changed = put(changed, entries, i, entry, shown(entry, key, value));
        }
        return changed == null ? map : new AnyValue.KeyValues(changed);
    }

    /** Bytes are searched as text of one-byte characters; a find takes the value as a whole, since its form is unknown. */
    private AnyValue bytes(Place place, AnyValue.Bytes bytes, List<Redaction> found) {
        String text = new String(bytes.value(), java.nio.charset.StandardCharsets.ISO_8859_1);
        return rules.text(place, text, found).equals(text) ? bytes : new AnyValue.Text(Redaction.MARKER);
    }

    @SuppressWarnings(
            "ReferenceEquality") // an unchanged value is the same instance; comparing contents would cost a walk
    private static boolean sameValue(AnyValue one, AnyValue other) {
        return one == other;
    }

    @SuppressWarnings("ReferenceEquality") // as above
    private static <T> @Nullable List<T> put(
            @Nullable List<T> changed, List<T> original, int index, T before, T after) {
        if (before == after && changed == null) {
            return null;
        }
        List<T> result = changed == null ? new ArrayList<>(original) : changed;
        result.set(index, after);
        return result;
    }
}
