package io.millrace.console.minql.completion;

import io.millrace.console.minql.compile.Formulas;
import io.millrace.console.minql.compile.Formulas.KnownName;
import io.millrace.console.minql.compile.FunctionReference;
import io.millrace.console.minql.completion.CompletionAnswer.Item;
import io.millrace.console.minql.seen.SeenAttributes;
import io.millrace.console.minql.seen.SeenKey;
import io.millrace.telemetry.Signal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Finds the words that fit at a cursor. */
final class Proposals {
    private static final int MOST = 100;
    private static final Set<String> OF_SOURCES = Set.of("source", "aggregate", "metric");
    private static final Map<String, Signal> NAMERS =
            Map.of("event", Signal.LOGS, "metric", Signal.METRICS, "span", Signal.TRACES);
    private static final Set<String> KEYS = Set.of("attribute", "resourceattribute", "scopeattribute");

    private final Words words;
    private final Formulas formulas;
    private final SeenAttributes seen;

    Proposals(Words words, Formulas formulas, SeenAttributes seen) {
        this.words = words;
        this.formulas = formulas;
        this.seen = seen;
    }

    List<Item> at(String formula, CursorContext cursor) {
        List<Item> items = new ArrayList<>();
        if (cursor.inText()) {
            texts(formula, cursor, items);
        } else if (!cursor.receiver().isEmpty()) {
            behindADot(cursor, items);
        } else {
            values(cursor, items);
        }
        String wanted = (cursor.inText() ? Quotes.around(formula, cursor).plain(cursor.word()) : cursor.word())
                .toLowerCase(Locale.ROOT);
        List<Item> starting = new ArrayList<>();
        List<Item> containing = new ArrayList<>();
        for (Item item : items) {
            String label = item.label().toLowerCase(Locale.ROOT);
            if (label.startsWith(wanted)) {
                starting.add(item);
            } else if (label.contains(wanted)) {
                containing.add(item);
            }
        }
        starting.addAll(containing);
        return List.copyOf(starting.subList(0, Math.min(MOST, starting.size())));
    }

    /** The word itself, for a hint at the cursor. */
    @Nullable
    Item named(String word, CursorContext cursor) {
        List<Item> items = new ArrayList<>();
        values(cursor, items);
        functions(items, entry -> true);
        return items.stream()
                .filter(item -> item.label().equalsIgnoreCase(word))
                .findFirst()
                .orElse(null);
    }

    /** Inside quotes: names of events, metrics and spans, attribute keys, or values of what it is compared with. */
    private void texts(String formula, CursorContext cursor, List<Item> items) {
        Quotes quotes = Quotes.around(formula, cursor);
        String call = cursor.call().toLowerCase(Locale.ROOT);
        Signal named = NAMERS.get(call);
        if (named != null) {
            values(named, SeenKey.NAME, quotes, items);
            return;
        }
        if (KEYS.contains(call) || cursor.before().endsWith("attributes[")) {
            seen.keys(words.organizationId()).stream()
                    .filter(key -> !key.place().equals(SeenKey.NAME) && quotes.canHold(key.key()))
                    .forEach(key -> items.add(new Item(
                            key.key(),
                            quotes.written(key.key()),
                            "attribute",
                            type(key.type()),
                            key.place(),
                            null,
                            key.rows())));
            return;
        }
        cursor.comparedName(formula).ifPresent(name -> {
            if (name.equals("eventName") || name.equals("name")) {
                values(cursor.signal(), SeenKey.NAME, quotes, items);
            } else {
                keysOf(name).forEach(key -> values(null, key, quotes, items));
            }
        });
    }

    private void values(@Nullable Signal signal, String key, Quotes quotes, List<Item> items) {
        boolean ofNames = key.equals(SeenKey.NAME);
        seen.values(words.organizationId(), ofNames && signal != null ? signal : null, key, MOST).stream()
                .filter(value -> quotes.canHold(value.value()))
                .forEach(value -> items.add(new Item(
                        value.value(), quotes.written(value.value()), "value", "text", null, null, value.rows())));
    }

    private Set<String> keysOf(String alias) {
        Set<String> keys = new java.util.LinkedHashSet<>(
                seen.keysByAlias(words.organizationId()).getOrDefault(alias, Set.of()));
        formulas.names(null).stream()
                .filter(known -> known.name().equals(alias) && !known.key().isEmpty())
                .forEach(known -> keys.add(known.key()));
        return keys;
    }

    private void behindADot(CursorContext cursor, List<Item> items) {
        String receiver = cursor.receiver();
        if (words.integrations().containsKey(receiver)) {
            for (String table : List.of("logs", "metrics", "traces", "ledger")) {
                items.add(new Item(table, table, "source", "rows", receiver + "." + table, null, null));
            }
        }
        String first = receiver.split("[.(\\[]", 2)[0];
        boolean ofSource = words.integrations().containsKey(first);
        functions(items, entry -> ofSource == OF_SOURCES.contains(entry.group()));
    }

    private void values(CursorContext cursor, List<Item> items) {
        boolean ofRow = cursor.ofRow() || !words.metricWanted();
        if (ofRow) {
            Map<String, Long> rows = new TreeMap<>();
            seen.keys(words.organizationId()).stream()
                    .filter(key -> !key.place().equals(SeenKey.NAME))
                    .forEach(key -> rows.merge(Formulas.alias(key.key()), key.rows(), Long::sum));
            Map<String, Item> byName = new LinkedHashMap<>();
            for (KnownName name : formulas.names(cursor.signal())) {
                byName.put(name.name(), column(name, rows.get(name.name())));
            }
            rows.forEach((alias, count) ->
                    byName.putIfAbsent(alias, new Item(alias, alias, "attribute", "any", null, null, count)));
            items.addAll(byName.values());
        }
        if (!cursor.ofRow()) {
            words.integrations()
                    .keySet()
                    .forEach(name -> items.add(new Item(name, name, "source", "rows", null, "Integration.", null)));
        }
        words.definitions()
                .forEach((name, formula) -> items.add(
                        new Item(name, name, "definition", null, formula, "Defined by your organization.", null)));
        functions(items, entry -> !OF_SOURCES.contains(entry.group()));
    }

    private static Item column(KnownName name, @Nullable Long rows) {
        return new Item(
                name.name(),
                name.name(),
                name.key().isEmpty() ? "column" : "attribute",
                name.type(),
                name.key().isEmpty() ? null : name.key(),
                name.description().isEmpty() ? null : name.description(),
                rows);
    }

    private static void functions(List<Item> items, java.util.function.Predicate<FunctionReference.Entry> wanted) {
        for (FunctionReference.Entry entry : FunctionReference.entries()) {
            if (wanted.test(entry)) {
                items.add(new Item(
                        entry.name(),
                        entry.name() + "(",
                        OF_SOURCES.contains(entry.group()) ? entry.group() : "function",
                        entry.result(),
                        entry.signature(),
                        entry.description(),
                        null));
            }
        }
    }

    private static String type(String jsonType) {
        return switch (jsonType) {
            case "VARCHAR" -> "text";
            case "BOOLEAN" -> "boolean";
            case "ARRAY" -> "list";
            case "OBJECT" -> "object";
            case "NULL" -> "null";
            default -> "number";
        };
    }

    /**
     * What the caller's formulas may name.
     *
     * @param organizationId organization
     * @param integrations reference name to id
     * @param definitions names that the organization has defined, with their formulas
     * @param metricWanted whether a metric belongs here, whose values of rows stand inside its source's methods only
     */
    record Words(
            String organizationId,
            Map<String, String> integrations,
            Map<String, String> definitions,
            boolean metricWanted) {}
}
