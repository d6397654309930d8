package io.millrace.console.minql.syntax;

import org.jspecify.annotations.Nullable;

/** A formula that cannot be understood: where, why, and what may have been meant. */
public final class FormulaException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int position;
    private final String reason;
    private final @Nullable String didYouMean;

    /** Without a suggestion. */
    public FormulaException(int position, String reason) {
        this(position, reason, null);
    }

    /**
     * With a suggestion.
     *
     * @param position index of the first character of what is wrong, from 0
     * @param reason a sentence
     * @param didYouMean a name that exists, or null
     */
    public FormulaException(int position, String reason, @Nullable String didYouMean) {
        super("wrong formula at " + position, null, false, false);
        this.position = position;
        this.reason = reason;
        this.didYouMean = didYouMean;
    }

    /** Index of the first character of what is wrong, from 0. */
    public int position() {
        return position;
    }

    /** A sentence that says why. */
    public String reason() {
        return reason;
    }

    /** A name that may have been meant, or null. */
    public @Nullable String didYouMean() {
        return didYouMean;
    }
}
