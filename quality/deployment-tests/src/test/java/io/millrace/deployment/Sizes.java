package io.millrace.deployment;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sizes as Kubernetes, Compose and the settings write them. */
final class Sizes {
    static final long MIB = 1 << 20;
    static final long GIB = 1 << 30;

    private static final Pattern SIZE = Pattern.compile("([0-9]+)([kKmMgG])?[iI]?[bB]?");
    private static final Map<String, Long> UNITS = Map.of("k", 1024L, "m", MIB, "g", GIB);

    private Sizes() {}

    static long bytes(String text) {
        Matcher size = SIZE.matcher(text);
        if (!size.matches()) {
            throw new AssertionError("no size: " + text);
        }
        String unit = size.group(2);
        return Long.parseLong(size.group(1))
                * (unit == null ? 1 : UNITS.getOrDefault(unit.toLowerCase(Locale.ROOT), 1L));
    }
}
