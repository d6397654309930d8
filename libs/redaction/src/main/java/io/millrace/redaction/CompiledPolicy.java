package io.millrace.redaction;

import io.millrace.telemetry.Signal;
import io.millrace.telemetry.directory.DirectoryRecord.Action;
import io.millrace.telemetry.directory.DirectoryRecord.RedactionPolicy;
import io.millrace.telemetry.directory.DirectoryRecord.Rule;
import io.millrace.telemetry.directory.DirectoryRecord.Selector;
import io.millrace.telemetry.otlp.OtlpLimits;
import io.millrace.telemetry.otlp.OtlpReader;
import io.millrace.telemetry.otlp.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.LongPredicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A policy ready to be applied. Thread-safe. */
public final class CompiledPolicy {
    private static final OtlpReader READER = new OtlpReader(OtlpLimits.DEFAULT);
    private static final SeriesKeys NO_SERIES = new SeriesKeys(new byte[16]);

    private final Supplier<Rules> rules;

    private CompiledPolicy(Supplier<Rules> rules) {
        this.rules = rules;
    }

    /**
     * Compiles the policy of an integration.
     *
     * @param keys keys of its organization
     * @throws IllegalArgumentException if {@link #problems} finds any
     */
    public static CompiledPolicy compile(RedactionPolicy policy, HmacKeys keys) {
        PlaceRules places = new PlaceRules();
        TextRules texts = new TextRules();
        for (int i = 0; i < policy.rules().size(); i++) {
            add(policy.rules().get(i), i, places, texts);
        }
        if (policy.secretDetectors()) {
            texts.addSecretDetectors();
        }
        texts.build();
        return new CompiledPolicy(() -> new PolicyRules(places, texts, keys));
    }

    /** A policy that shows no text at all, for when the real one cannot be compiled. */
    public static CompiledPolicy closed() {
        return new CompiledPolicy(ClosedRules::new);
    }

    /** What is wrong with the rules, one sentence for each that cannot be used; empty if all can. */
    public static List<String> problems(RedactionPolicy policy) {
        List<String> problems = new ArrayList<>();
        for (int i = 0; i < policy.rules().size(); i++) {
            try {
                add(policy.rules().get(i), i, new PlaceRules(), new TextRules());
            } catch (IllegalArgumentException e) {
                problems.add("rule " + policy.rules().get(i).id() + ": " + e.getMessage());
            }
        }
        return problems;
    }

    /** A walker that applies it, for one thread. */
    public Redactor redactor() {
        return new Redactor(rules.get());
    }

    /**
     * Bytes that are no readable record, for the dead letters: strings of JSON are searched one by one and attributes by their
     * keys; what is no JSON is searched as text.
     */
    public byte[] redactUnparsed(byte[] bytes) {
        return new UnparsedJson(rules.get()).redact(bytes);
    }

    /**
     * The body as it may be kept in the raw topic, for integrations that ask for redaction before Kafka: OTLP/JSON again, in
     * which every record says what was taken out of it, and so do resource and scope. Records that OTLP refuses singly and unknown members are left out,
     * because nobody can say what they hold.
     *
     * @param reader decides which records those are
     * @param seriesKeys name series by what is not in the body any more
     * @param body a body that the reader can decode
     * @param room asked for more bytes as the redacted body grows, for all of them in the end
     * @return empty if there was no room for it
     * @throws IllegalArgumentException if it cannot
     */
    public Optional<byte[]> redactBody(
            OtlpReader reader, SeriesKeys seriesKeys, Signal signal, byte[] body, LongPredicate room) {
        BodyRedactor redactor = new BodyRedactor(redactor(), seriesKeys, room, (ordinal, found) -> {});
        try {
            read(reader, signal, body, redactor);
            return Optional.of(redactor.body(signal));
        } catch (BodyRedactor.NoRoom e) {
            return Optional.empty();
        }
    }

    /**
     * What the policy would touch in a body, by the ordinal of the record; records it leaves alone are not there.
     *
     * @throws IllegalArgumentException if the body cannot be decoded
     */
    public Map<Integer, List<Redaction>> dryRun(Signal signal, byte[] body) {
        Map<Integer, List<Redaction>> touched = new TreeMap<>();
        BodyRedactor redactor = new BodyRedactor(redactor(), NO_SERIES, bytes -> true, (ordinal, found) -> {
            if (!found.isEmpty()) {
                touched.put(ordinal, found);
            }
        });
        read(READER, signal, body, redactor);
        return touched;
    }

    /**
     * What the policy would touch in a row of the tables.
     *
     * @param columns text of the row's columns by name; those of JSON as JSON, those without a value left out
     * @throws IllegalArgumentException if a column that holds JSON does not
     */
    public List<Redaction> dryRun(Map<String, String> columns) {
        return new StoredRow(rules.get()).touched(columns);
    }

    private static void read(OtlpReader reader, Signal signal, byte[] body, BodyRedactor redactor) {
        if (reader.read(signal, body, redactor) instanceof Verdict.Malformed malformed) {
            throw new IllegalArgumentException("body cannot be decoded: " + malformed.description());
        }
    }

    private static void add(Rule rule, int order, PlaceRules places, TextRules texts) {
        Effect effect = new Effect(rule.action(), rule.id(), order, keyId(rule), length(rule));
        try {
            if (rule.selector() == Selector.PATH || rule.selector() == Selector.CONTENT_CLASS) {
                places.add(rule, effect);
            } else {
                texts.add(rule, effect);
            }
        } catch (com.google.re2j.PatternSyntaxException e) {
            throw new IllegalArgumentException("no pattern: " + e.getDescription(), e);
        }
    }

    private static String keyId(Rule rule) {
        @Nullable String argument = rule.argument();
        if (rule.action() != Action.HMAC) {
            return "";
        }
        if (argument == null || !argument.matches("[A-Za-z0-9_-]{1,32}")) {
            throw new IllegalArgumentException("an HMAC needs a key id of 1 to 32 letters, digits, - and _");
        }
        return argument;
    }

    private static int length(Rule rule) {
        if (rule.action() != Action.TRUNCATE) {
            return 0;
        }
        try {
            int length = Integer.parseInt(String.valueOf(rule.argument()));
            if (length >= 0) {
                return length;
            }
        } catch (NumberFormatException e) {
            // the sentence below says what is wrong
        }
        throw new IllegalArgumentException("a cut needs the number of characters to keep, from 0");
    }
}
