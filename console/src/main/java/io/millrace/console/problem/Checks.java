package io.millrace.console.problem;

import io.millrace.telemetry.directory.DirectoryRecord.Quota;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Collects what is wrong with a request, so that it is said all at once. */
public final class Checks {
    private final Map<String, String> errors = new LinkedHashMap<>();

    /**
     * The body of a request, which must be there.
     *
     * @throws ProblemException 400 if it is empty or null
     */
    public static <T> T body(@Nullable T body) {
        if (body == null) {
            throw ProblemException.invalid(Map.of("body", "The body must be a JSON object."));
        }
        return body;
    }

    /** Notes an error of a field unless the condition holds. */
    public Checks that(boolean condition, String field, String error) {
        if (!condition) {
            errors.putIfAbsent(field, error);
        }
        return this;
    }

    /** Notes an error unless it is a text of 1 to {@code longest} characters; gives it without blanks around it. */
    public String text(@Nullable String text, String field, int longest) {
        String stripped = text == null ? "" : text.strip();
        boolean printable = stripped.chars().noneMatch(Character::isISOControl);
        that(!stripped.isEmpty(), field, field + " is missing.");
        that(stripped.length() <= longest, field, field + " must have at most " + longest + " characters.");
        that(printable, field, field + " must not have control characters.");
        return stripped;
    }

    /** Notes an error unless it is a text of at most {@code longest} characters, or none; gives it without blanks around it. */
    public String optionalText(@Nullable String text, String field, int longest) {
        String stripped = text == null ? "" : text.strip();
        boolean printable =
                stripped.chars().noneMatch(sign -> Character.isISOControl(sign) && "\n\r\t".indexOf(sign) < 0);
        that(stripped.length() <= longest, field, field + " must have at most " + longest + " characters.");
        that(printable, field, field + " must not have control characters.");
        return stripped;
    }

    /** Notes an error unless all limits are at least 1 or absent. */
    public Checks quota(Quota quota, String field) {
        boolean positive = Stream.of(quota.requestsPerSecond(), quota.bytesPerSecond(), quota.recordsPerSecond())
                .allMatch(limit -> limit == null || limit > 0);
        return that(positive, field, "Limits must be at least 1, or null for none.");
    }

    /** Gives the constant of this name in any case; notes an error if there is none. */
    public <E extends Enum<E>> E oneOf(@Nullable String word, String field, Class<E> type) {
        for (E constant : type.getEnumConstants()) {
            if (word != null && constant.name().equalsIgnoreCase(word.strip())) {
                return constant;
            }
        }
        String words = String.join(
                ", ",
                java.util.Arrays.stream(type.getEnumConstants())
                        .map(constant -> constant.name().toLowerCase(java.util.Locale.ROOT))
                        .toList());
        that(false, field, field + " must be one of " + words + ".");
        return type.getEnumConstants()[0];
    }

    /**
     * Ends the request if anything was wrong.
     *
     * @throws ProblemException 400 with all errors
     */
    public void done() {
        if (!errors.isEmpty()) {
            throw ProblemException.invalid(errors);
        }
    }
}
