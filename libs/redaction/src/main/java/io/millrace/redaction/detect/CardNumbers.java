package io.millrace.redaction.detect;

import java.util.ArrayList;
import java.util.List;

/**
 * Payment card numbers: 13 to 19 digits, alone or in groups, whose check digit is right (Luhn) and whose first digits and
 * length an issuer gives out. Other numbers may stand beside them: every run of whole groups is tried.
 */
final class CardNumbers implements TextSearch {
    static final String ID = "payment_card";
    private static final int SHORTEST = 13;
    private static final int LONGEST = 19;

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
    public List<Span> findIn(String text) {
        List<Span> found = new ArrayList<>();
        int i = 0;
        while (i < text.length()) {
            if (!isDigit(text.charAt(i))) {
                i++;
                continue;
            }
            int card = endOfCard(text, i);
            if (card > i) {
                found.add(new Span(i, card));
            }
            i = card > i ? card : endOfDigits(text, i);
        }
        return found;
    }

    /** Where the longest card that begins with this group ends; the start itself if there is none. */
    private static int endOfCard(String text, int start) {
        if (!Characters.isTokenStart(text, start)) {
            return start;
        }
        StringBuilder digits = new StringBuilder(LONGEST);
        int card = start;
        int group = start;
        while (true) {
            int end = endOfDigits(text, group);
            if (digits.length() + end - group > LONGEST) {
                return card;
            }
            digits.append(text, group, end);
            if (digits.length() >= SHORTEST && isIssued(digits) && hasLuhnDigit(digits)) {
                card = end;
            }
            boolean goesOn = end + 1 < text.length()
                    && (text.charAt(end) == ' ' || text.charAt(end) == '-')
                    && isDigit(text.charAt(end + 1));
            if (!goesOn) {
                return card;
            }
            group = end + 1;
        }
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
        int two = Integer.parseInt(digits.substring(0, 2));
        int four = Integer.parseInt(digits.substring(0, 4));
        return switch (digits.charAt(0)) {
            case '2' -> (isIn(four, 2221, 2720) && length == 16) || (isIn(four, 2200, 2204) && length >= 16);
            case '3' ->
                ((two == 34 || two == 37) && length == 15)
                        || (isIn(four, 3528, 3589) && length >= 16)
                        || ((two == 30 || two == 36 || two == 38 || two == 39) && length >= 14);
            case '4' -> length == 13 || length == 16 || length == 19;
            case '5' -> (isIn(two, 51, 55) && length == 16) || two == 50 || two >= 56;
            case '6' -> true;
            default -> false;
        };
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
