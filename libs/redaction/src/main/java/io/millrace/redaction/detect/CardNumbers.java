package io.millrace.redaction.detect;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Payment card numbers: 13 to 19 digits in one piece, or in groups as cards print them, whose check digit is right (Luhn) and
 * whose first digits and length an issuer gives out. Other numbers may stand beside them.
 */
final class CardNumbers implements TextSearch {
    static final String ID = "payment_card";
    private static final int SHORTEST = 13;
    private static final int LONGEST = 19;
    /** Lengths of groups, longer cards first. */
    private static final int[][] SHAPES = {{4, 4, 4, 4, 3}, {4, 4, 4, 4}, {4, 6, 5}, {4, 6, 4}};

    private static final Set<Integer> MAESTRO =
            Set.of(5018, 5020, 5038, 5612, 5893, 6304, 6390, 6759, 6761, 6762, 6763, 6767);

    @Override
    public String id() {
        return ID;
    }

    @Override
    public DetectorGroup group() {
        return DetectorGroup.PERSONAL;
    }

    @Override
    public boolean mayFindIn(String text) {
        return true;
    }

    @Override
    public @Nullable Span next(String text, int from) {
        int i = from;
        while (i < text.length()) {
            if (!isDigit(text.charAt(i))) {
                i++;
                continue;
            }
            int card = endOfCard(text, i);
            if (card > i) {
                return new Span(i, card);
            }
            i = endOfDigits(text, i);
        }
        return null;
    }

    /** Where the longest card that begins with this group ends; the start itself if there is none. */
    private static int endOfCard(String text, int start) {
        if (!Characters.isTokenStart(text, start) || isFraction(text, start)) {
            return start;
        }
        int end = endOfDigits(text, start);
        if (end - start >= SHORTEST && end - start <= LONGEST) {
            return isCard(text, start, end) ? end : start;
        }
        if (end - start == SHAPES[0][0]) {
            for (int[] shape : SHAPES) {
                int last = endOfShape(text, start, shape);
                if (last > start && isCard(text, start, last)) {
                    return last;
                }
            }
        }
        return start;
    }

    /** Whether the digits stand behind a decimal point. */
    private static boolean isFraction(String text, int start) {
        return start > 1 && text.charAt(start - 1) == '.' && isDigit(text.charAt(start - 2));
    }

    /** Where whole groups of these lengths end, between which the same separator stands; the start itself if they do not. */
    private static int endOfShape(String text, int start, int[] shape) {
        int group = start;
        char separator = '\0';
        for (int length : shape) {
            if (group > start) {
                boolean goesOn = group < text.length()
                        && (text.charAt(group) == ' ' || text.charAt(group) == '-')
                        && (separator == '\0' || text.charAt(group) == separator);
                if (!goesOn) {
                    return start;
                }
                separator = text.charAt(group++);
            }
            int end = endOfDigits(text, group);
            if (end - group != length) {
                return start;
            }
            group = end;
        }
        return group;
    }

    private static boolean isCard(String text, int start, int end) {
        boolean isDecimal = end + 1 < text.length() && text.charAt(end) == '.' && isDigit(text.charAt(end + 1));
        if (isDecimal) {
            return false;
        }
        StringBuilder digits = new StringBuilder(LONGEST);
        for (int i = start; i < end; i++) {
            if (isDigit(text.charAt(i))) {
                digits.append(text.charAt(i));
            }
        }
        return isIssued(digits) && hasLuhnDigit(digits);
    }

    private static int endOfDigits(String text, int start) {
        int i = start;
        while (i < text.length() && isDigit(text.charAt(i))) {
            i++;
        }
        return i;
    }

    /** First digits and lengths by network; where networks disagree the wider range holds. */
    private static boolean isIssued(StringBuilder digits) {
        int length = digits.length();
        int four = Integer.parseInt(digits.substring(0, 4));
        int three = four / 10;
        int two = four / 100;
        return switch (digits.charAt(0)) {
            case '2' -> (isIn(four, 2221, 2720) && length == 16) || (isIn(four, 2200, 2204) && length >= 16);
            case '3' ->
                ((two == 34 || two == 37) && length == 15)
                        || (isIn(four, 3528, 3589) && length >= 16)
                        || (isDiners(two, three, four) && (length == 14 || length >= 16));
            case '4' -> length == 13 || length == 16 || length == 19;
            case '5' ->
                (isIn(two, 51, 55) && length == 16)
                        || ((isIn(three, 506, 509) || four == 5019) && length >= 16)
                        || MAESTRO.contains(four);
            case '6' -> (isSix(two, three, four) && length >= 16) || MAESTRO.contains(four);
            default -> false;
        };
    }

    private static boolean isDiners(int two, int three, int four) {
        return isIn(three, 300, 305) || four == 3095 || two == 36 || two == 38 || two == 39;
    }

    /** Discover, UnionPay, RuPay, Elo, Verve, InterPayment and InstaPayment. */
    private static boolean isSix(int two, int three, int four) {
        return two == 60 || two == 62 || two == 65 || isIn(three, 644, 649) || isIn(three, 636, 639) || four == 6277;
    }

    private static boolean isIn(int number, int first, int last) {
        return number >= first && number <= last;
    }

    private static boolean hasLuhnDigit(StringBuilder digits) {
        int sum = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = digits.charAt(digits.length() - 1 - i) - '0';
            int doubled = i % 2 == 1 ? digit * 2 : digit;
            sum += doubled > 9 ? doubled - 9 : doubled;
        }
        return sum % 10 == 0;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
