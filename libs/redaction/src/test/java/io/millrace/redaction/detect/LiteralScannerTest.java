package io.millrace.redaction.detect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class LiteralScannerTest {
    @Test
    void findsLiteralsInsideEachOtherWhateverTheirCase() {
        assertThat(hits(List.of("he", "she", "his", "hers"), "uSHers"))
                .containsExactlyInAnyOrder("1@1-4", "0@2-4", "3@2-6");
    }

    @Test
    void findsNothingInTextBeyondAscii() {
        assertThat(hits(List.of("key"), "кey κey ｋｅｙ 日本")).isEmpty();
    }

    @Test
    void agreesWithAPlainSearchOverRandomTexts() {
        Random random = new Random(7);
        for (int round = 0; round < 2_000; round++) {
            List<String> literals =
                    new ArrayList<>(new TreeSet<>(List.of(text(random, 1, 4), text(random, 1, 4), text(random, 1, 4))));
            String text = text(random, 0, 40);

            assertThat(hits(literals, text)).isEqualTo(plainHits(literals, text));
            assertThat(new LiteralScanner(literals).anyIn(text))
                    .isEqualTo(!plainHits(literals, text).isEmpty());
        }
    }

    private static Set<String> hits(List<String> literals, String text) {
        Set<String> hits = new TreeSet<>();
        new LiteralScanner(literals).scan(text, (literal, start, end) -> hits.add(literal + "@" + start + "-" + end));
        return hits;
    }

    private static Set<String> plainHits(List<String> literals, String text) {
        Set<String> hits = new TreeSet<>();
        String lower = text.toLowerCase(Locale.ROOT);
        for (int i = 0; i < literals.size(); i++) {
            int from = lower.indexOf(literals.get(i));
            while (from >= 0) {
                hits.add(i + "@" + from + "-" + (from + literals.get(i).length()));
                from = lower.indexOf(literals.get(i), from + 1);
            }
        }
        return hits;
    }

    private static String text(Random random, int minLength, int maxLength) {
        StringBuilder text = new StringBuilder();
        int length = minLength + random.nextInt(maxLength - minLength + 1);
        for (int i = 0; i < length; i++) {
            text.append((char) ('a' + random.nextInt(3)));
        }
        return text.toString();
    }
}
