package io.millrace.console.minql.completion;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a formula that is being typed.
 *
 * @param items proposals for the cursor, the likeliest first
 * @param replaceFrom where the text begins that a proposal replaces
 * @param replaceTo where it ends, exclusive
 * @param kind source, property, metric or constant; null while the formula is wrong
 * @param type type of its value; null while the formula is wrong
 * @param atCursor the word at the cursor, if it is known
 * @param formatted the formula in its usual spelling; null while it is wrong, and where comments would be lost
 * @param diagnostics errors and warnings
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record CompletionAnswer(
        List<Item> items,
        int replaceFrom,
        int replaceTo,
        @Nullable String kind,
        @Nullable String type,
        @Nullable Item atCursor,
        @Nullable String formatted,
        List<Diagnostic> diagnostics) {

    /**
     * A word that fits.
     *
     * @param label what is shown
     * @param insert what is put in
     * @param kind source, method, aggregate, function, property, metric, column, attribute or value
     * @param type type of its value
     * @param detail signature, attribute key or formula
     * @param description one sentence
     * @param rows how many rows had it, for attributes and values that were seen
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Item(
            String label,
            String insert,
            String kind,
            @Nullable String type,
            @Nullable String detail,
            @Nullable String description,
            @Nullable Long rows) {}

    /**
     * Something that is wrong, or may be.
     *
     * @param severity error or warning
     * @param from where it begins, in characters from 0
     * @param to where it ends, exclusive
     * @param message what was expected
     * @param didYouMean what it should read, if something is near
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Diagnostic(
            String severity,
            int from,
            int to,
            String message,
            @Nullable String didYouMean) {}
}
