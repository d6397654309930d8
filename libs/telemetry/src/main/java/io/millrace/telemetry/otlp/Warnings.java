package io.millrace.telemetry.otlp;

import io.millrace.telemetry.Signal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What is odd about a body as a whole, told to the client beside the count of refused records (PS-5). Bounded: all texts are ours. */
final class Warnings {
    /** Members that a sender may write by mistake, each with the text that mends it. */
    private static final Map<String, String> BY_MEMBER = membersByMistake();

    private static final Map<Oddity, String> BY_ODDITY = Map.of(
            Oddity.INVALID_ID,
            "some ids were dropped: OTLP/JSON writes trace ids as 32 and span ids as 16 hex digits, not as base64",
            Oddity.ENUM_NOT_A_NUMBER,
            "some enum values were read as 0: OTLP/JSON writes enums as numbers, not as names",
            Oddity.STRING_INDEX,
            "string table indexes (Strindex) were ignored: they are for profiles only",
            Oddity.UNKNOWN_VALUE_FORM,
            "some attribute values were read as empty: expected one of stringValue, boolValue, intValue, doubleValue,"
                    + " arrayValue, kvlistValue and bytesValue",
            Oddity.TEMPORALITY_UNSPECIFIED,
            "some sums or histograms have no aggregationTemporality: expected 1 for delta or 2 for cumulative",
            Oddity.NULL_ELEMENT,
            "null elements of lists were dropped");

    private static final long WORTH_A_WARNING =
            BY_ODDITY.keySet().stream().mapToLong(Oddities::bit).reduce(0, (all, bit) -> all | bit);

    private final Set<String> texts = new LinkedHashSet<>(4);
    private long warnedOddities;

    /** Warns of those oddities that the sender can mend by changing what it sends. */
    void ofOddities(long oddities) {
        long fresh = oddities & WORTH_A_WARNING & ~warnedOddities;
        if (fresh != 0) {
            warnedOddities |= fresh;
            for (Oddity oddity : Oddities.list(fresh)) {
                texts.add(BY_ODDITY.getOrDefault(oddity, oddity.wireName()));
            }
        }
    }

    /** Warns of a member that is ignored although it looks like one of OTLP's. */
    void ofUnknownMember(String name) {
        String text = BY_MEMBER.get(name);
        if (text != null) {
            texts.add(text);
        }
    }

    /** Warns of the records of another signal (PATH-7). */
    void ofOtherSignal(Signal expected, Signal found) {
        texts.add(found.envelopeField() + " was ignored: this is the endpoint for " + expected.wireName() + "; send "
                + found.wireName() + " to /v1/" + found.wireName());
    }

    /** All warnings, each once, in the order found. */
    List<String> texts() {
        return new ArrayList<>(texts);
    }

    private static Map<String, String> membersByMistake() {
        Map<String, String> texts = new TreeMap<>();
        for (String name : WireNames.WITH_SEVERAL_WORDS) {
            String original = WireNames.originalOf(name);
            texts.put(original, original + " was ignored: OTLP/JSON writes it as " + name);
        }
        for (String name :
                List.of("instrumentationLibraryLogs", "instrumentationLibraryMetrics", "instrumentationLibrarySpans")) {
            texts.put(name, name + " was ignored: it is of an OTLP version before 0.19; update the sender");
        }
        return Map.copyOf(texts);
    }
}
