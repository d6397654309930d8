package io.millrace.console.minql.completion;

/** The quotes that a text in a formula stands in; each kind writes a quote inside of it in its own way. */
enum Quotes {
    /** A quote is doubled. */
    SINGLE("'", "''"),

    /** A quote has a backslash in front. */
    DOUBLE("\"", "\\\"");

    private final String quote;
    private final String quoteInside;

    Quotes(String quote, String quoteInside) {
        this.quote = quote;
        this.quoteInside = quoteInside;
    }

    /** Those around the text in which the cursor stands. */
    static Quotes around(String formula, CursorContext cursor) {
        return formula.charAt(cursor.wordStart() - 1) == '"' ? DOUBLE : SINGLE;
    }

    /** A text as it is written inside, so that it does not end before its end. */
    String written(String text) {
        return text.replace(quote, quoteInside);
    }

    /** What was written. */
    String plain(String written) {
        return written.replace(quoteInside, quote);
    }

    /** Whether there is a way to write it: a backslash at the end would take the closing quote with it. */
    boolean canHold(String text) {
        return this == SINGLE || !text.endsWith("\\");
    }
}
