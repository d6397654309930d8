package io.millrace.redaction.detect;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A choice of the built-in detectors behind one pass for their literals. Thread-safe. */
public final class DetectorPack {
    /** Name of all groups of secrets together. */
    public static final String SECRETS = "secrets";

    static final List<Detector> ALL = Stream.concat(
                    TokenFormats.LIST.stream(),
                    Stream.of(
                            new JwtDetector(),
                            new PemDetector(),
                            new UrlPasswordDetector(),
                            new AuthorizationDetector(),
                            new KeyValueDetector(),
                            new EmailDetector()))
            .toList();

    static final List<TextSearch> SEARCHES = List.of(new CardNumbers(), new DiscordTokens(), new TwilioKeys());
    private static final int NO_DETECTOR = -1;

    private final List<Integer> detectorOfLiteral = new ArrayList<>();
    private final LiteralScanner scanner;
    private final List<TextSearch> searches;
    private final boolean cards;

    /** The detectors with these names; {@link #resolve} turns what a rule says into names. */
    public DetectorPack(Set<String> names) {
        List<String> literals = new ArrayList<>();
        for (int i = 0; i < ALL.size(); i++) {
            if (names.contains(ALL.get(i).id())) {
                for (String literal : ALL.get(i).literals()) {
                    literals.add(literal);
                    detectorOfLiteral.add(i);
                }
            }
        }
        if (names.contains(SecretNames.ID)) {
            // they find nothing by themselves, but say that members with such names may stand in the text
            for (String literal : SecretNames.LITERALS) {
                literals.add(literal);
                detectorOfLiteral.add(NO_DETECTOR);
            }
        }
        scanner = new LiteralScanner(literals);
        searches =
                SEARCHES.stream().filter(search -> names.contains(search.id())).toList();
        cards = names.contains(CardNumbers.ID);
    }

    /**
     * Names of the detectors that a rule means: a detector, a group, or {@code secrets}; empty if there is none of that name.
     */
    public static Set<String> resolve(String nameOrGroup) {
        Set<String> names = new TreeSet<>();
        for (Detector detector : ALL) {
            addIfMeant(names, nameOrGroup, detector.id(), detector.group());
        }
        for (TextSearch search : SEARCHES) {
            addIfMeant(names, nameOrGroup, search.id(), search.group());
        }
        addIfMeant(names, nameOrGroup, SecretNames.ID, DetectorGroup.GENERIC_SECRETS);
        return names;
    }

    private static void addIfMeant(Set<String> names, String meant, String id, DetectorGroup group) {
        boolean asSecret = meant.equals(SECRETS) && group.isSecret();
        if (meant.equals(id) || meant.equals(group.wireName()) || asSecret) {
            names.add(id);
        }
    }

    /** Whether a literal of any detector stands in the text, or it may hold what has no literal. */
    public boolean mayFindIn(String text) {
        for (TextSearch search : searches) {
            if (search.mayFindIn(text)) {
                return true;
            }
        }
        return scanner.anyIn(text);
    }

    /** Whether one of the detectors finds numbers. */
    public boolean looksAtNumbers() {
        return cards;
    }

    /** Tells what the detectors find, with the name of each. */
    public void find(String text, BiConsumer<String, Span> found) {
        scanner.scan(text, new Search(text, found));
        for (TextSearch search : searches) {
            search.findIn(text).forEach(span -> found.accept(search.id(), span));
        }
    }

    /** Looks at the literals of one text; what stands inside a detector's find it does not look at again: the work stays linear. */
    private final class Search implements LiteralScanner.Hits {
        private final String text;
        private final BiConsumer<String, Span> found;
        private int @Nullable [] coveredUntil;

        Search(String text, BiConsumer<String, Span> found) {
            this.text = text;
            this.found = found;
        }

        @Override
        public void found(int literal, int start, int end) {
            int number = detectorOfLiteral.get(literal);
            if (number == NO_DETECTOR) {
                return;
            }
            int[] covered = coveredUntil;
            if (covered != null && end <= covered[number]) {
                return;
            }
            Detector detector = ALL.get(number);
            Span span = detector.find(text, start, end);
            if (span != null) {
                covered = covered == null ? new int[ALL.size()] : covered;
                covered[number] = span.endExclusive();
                coveredUntil = covered;
                found.accept(detector.id(), span);
            }
        }
    }
}
