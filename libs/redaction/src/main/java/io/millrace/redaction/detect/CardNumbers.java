package io.millrace.redaction.detect;

import java.util.ArrayList;
import java.util.List;

/** Payment card numbers: 13 to 19 digits, alone or in groups, whose check digit is right (Luhn) and that an issuer may have. */
final class CardNumbers {
    static final String ID = "payment_card";
    private static final int SHORTEST = 13;
    private static final int LONGEST = 19;

    private CardNumbers() {}

    static List<Span> findIn(String text) {
        List<Span> found = new ArrayList<>();
        int i = 0;
        while (i < text.length()) {
            if (!isDigit(text.charAt(i))) {
                i++;
                continue;
            }
            int end = endOfGroups(text, i);
            if (isCard(text, i, end)) {
                found.add(new Span(i, end));
            }
            i = end;
        }
        return found;
    }

    /** Digits, with single blanks or dashes between them. */
    private static int endOfGroups(String text, int start) {
        int i = start;
        while (i < text.length()) {
            char c = text.charAt(i);
            boolean joins = (c == ' ' || c == '-') && i + 1 < text.length() && isDigit(text.charAt(i + 1));
            if (!isDigit(c) && !joins) {
                break;
            }
            i++;
        }
        return i;
    }

    private static boolean isCard(String text, int start, int end) {
        StringBuilder digits = new StringBuilder();
        for (int i = start; i < end && digits.length() <= LONGEST; i++) {
            if (isDigit(text.charAt(i))) {
                digits.append(text.charAt(i));
            }
        }
        boolean length = digits.length() >= SHORTEST && digits.length() <= LONGEST;
        boolean issuer = !digits.isEmpty() && digits.charAt(0) >= '2' && digits.charAt(0) <= '6';
        return length && issuer && hasLuhnDigit(digits) && Characters.isTokenStart(text, start);
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
