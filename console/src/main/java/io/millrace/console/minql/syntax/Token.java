package io.millrace.console.minql.syntax;

/**
 * A piece of a formula.
 *
 * @param kind kind
 * @param text its text; for texts without quotes and escapes
 * @param position index of its first character
 */
record Token(Kind kind, String text, int position) {

    boolean is(String symbol) {
        return kind == Kind.SYMBOL && text.equals(symbol);
    }

    boolean isWord(String word) {
        return kind == Kind.NAME && text.equalsIgnoreCase(word);
    }

    /** What a token is. */
    enum Kind {
        /** A name or a word such as {@code and}. */
        NAME,
        /** A number. */
        NUMBER,
        /** A text in quotes. */
        TEXT,
        /** An operator or a bracket. */
        SYMBOL,
        /** The end of the formula. */
        END
    }
}
