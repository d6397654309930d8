package io.millrace.normalizer.split;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.millrace.telemetry.directory.Deletion;
import io.millrace.telemetry.event.Columns;
import io.millrace.telemetry.otlp.AnyValue;
import io.millrace.telemetry.otlp.AnyValueJson;
import io.millrace.telemetry.otlp.Attribute;
import java.util.ArrayList;
import java.util.List;

/** The deletions that concern one raw record: what they cover is not emitted again, whatever is read from the start. */
public final class Erasure {
    /** Covers nothing. */
    public static final Erasure NONE = new Erasure(List.of());

    private final List<User> users;
    private final boolean everything;

    private Erasure(List<Deletion> deletions) {
        List<User> named = new ArrayList<>();
        boolean all = false;
        for (Deletion deletion : deletions) {
            Deletion.Identity identity = deletion.identity();
            String value = deletion.identityValue();
            if (identity == null || value == null) {
                all = true;
            } else {
                named.add(new User(keysOf(identity), value));
            }
        }
        users = List.copyOf(named);
        everything = all;
    }

    /** What these deletions cover, all of which concern the raw record. */
    public static Erasure of(List<Deletion> deletions) {
        return deletions.isEmpty() ? NONE : new Erasure(deletions);
    }

    /** Whether nothing of the raw record may be emitted. */
    public boolean coversEverything() {
        return everything;
    }

    /** Whether one of the attributes names a user whose data was deleted. */
    boolean coversOneOf(List<Attribute> attributes) {
        for (User user : users) {
            for (Attribute attribute : attributes) {
                if (user.keys().contains(attribute.key()) && user.value().equals(text(attribute.value()))) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Bytes in which nobody can tell records apart: nothing of them if a deleted user's value stands in them. */
    byte[] withoutUsers(byte[] payload) {
        if (users.isEmpty()) {
            return payload;
        }
        String text = new String(payload, UTF_8);
        return users.stream().anyMatch(user -> text.contains(user.value())) ? new byte[0] : payload;
    }

    private static String text(AnyValue value) {
        return value instanceof AnyValue.Text text ? text.value() : AnyValueJson.text(value);
    }

    private static List<String> keysOf(Deletion.Identity identity) {
        return Columns.named(identity.column()).orElseThrow().attributeKeys();
    }

    private record User(List<String> keys, String value) {}
}
