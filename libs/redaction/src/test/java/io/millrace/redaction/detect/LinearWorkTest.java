package io.millrace.redaction.detect;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * What every literal of the pack costs when a text consists of nothing else. Four times the text may take about four times the
 * processor's time, never sixteen times; what takes next to no time is not compared.
 */
class LinearWorkTest {
    private static final int LENGTH = 48_000;
    private static final int GROWTH = 4;
    private static final double MOST_GROWTH = 10;
    private static final int TRIES = 3;
    private static final long NEXT_TO_NOTHING = 25_000_000L;
    private static final long HANGS = 20_000_000_000L;
    private static final List<String> JOINERS =
            List.of("", "-", "::", "~", ".", "=", "/", "\\", "${", "<", " ", "\n", "%3D", "_", "+");

    /** What stands behind names, so that their values, quotes and brackets begin and never end, or end too often. */
    private static final List<String> VALUES = List.of(
            ":a.", "=a.", "=${", "=<", ": <", ": ${", "={{", "=\"", "=\\\"", "='a b ", ": \"", "=a(", ": a(", "=f().",
            "=a[", "=$(", "->", "=a->", "=x?.", "=\\", ": ", "= ", "1:a", "=1.", "=${a:-", "=a=", " a=\"", " a=b,",
            "9");

    private final DetectorPack pack = new DetectorPack(all());

    @Test
    void aLiteralRepeatedWithAnyJoinerCostsWorkInProportionToTheText() {
        List<String> slow = new ArrayList<>();
        for (String literal : literals()) {
            for (String joiner : JOINERS) {
                addIfSlow(slow, literal + joiner);
            }
        }

        assertThat(slow).isEmpty();
    }

    @Test
    void aNameRepeatedWithValuesThatDoNotEndCostsWorkInProportionToTheText() {
        List<String> slow = new ArrayList<>();
        for (String name :
                List.of("token", "api-key", "authorization", "cookie", "x.secret", "https://x@", "eyJ", "4111 ")) {
            for (String value : VALUES) {
                addIfSlow(slow, name + value);
            }
        }

        assertThat(slow).isEmpty();
    }

    private void addIfSlow(List<String> slow, String part) {
        long work = time(part, LENGTH);
        assertThat(work).as(part).isLessThan(HANGS);
        boolean fits = work < NEXT_TO_NOTHING;
        for (int i = 0; i < TRIES && !fits; i++) {
            fits = time(part, GROWTH * LENGTH) < MOST_GROWTH * time(part, LENGTH);
        }
        if (!fits) {
            slow.add(part);
        }
    }

    private long time(String part, int length) {
        String text = part.repeat(length / part.length());
        long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        pack.mayFindIn(text);
        pack.find(text, (name, span) -> {});
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - start;
    }

    private static Set<String> literals() {
        Set<String> literals = new TreeSet<>(Set.of("eyJ", "-----BEGIN ", "PRIVATE KEY-----", "SK", ":A", "M", "4"));
        literals.addAll(SecretNames.LITERALS);
        for (Detector detector : DetectorPack.ALL) {
            for (String literal : detector.literals()) {
                literals.add(literal);
            }
            if (detector instanceof TokenDetector token) {
                literals.remove(token.prefix().toLowerCase(Locale.ROOT));
                literals.add(token.prefix());
            } else if (detector instanceof InnerMarkDetector inner) {
                literals.add(inner.mark());
            }
        }
        return literals;
    }

    private static Set<String> all() {
        Set<String> names = DetectorPack.resolve(DetectorPack.SECRETS);
        names.addAll(DetectorPack.resolve("personal"));
        return names;
    }
}
