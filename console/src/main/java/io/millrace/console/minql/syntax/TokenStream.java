package io.millrace.console.minql.syntax;

import java.util.List;

/** Tokens in order, with a look at the next; the end never runs out. */
final class TokenStream {
    private final List<Token> tokens;
    private int at;

    TokenStream(List<Token> tokens) {
        this.tokens = List.copyOf(tokens);
    }

    Token peek() {
        return tokens.get(at);
    }

    Token take() {
        return tokens.get(at < tokens.size() - 1 ? at++ : at);
    }

    boolean takeWord(String word) {
        if (!peek().isWord(word)) {
            return false;
        }
        take();
        return true;
    }

    void expect(String symbol) {
        Token token = take();
        if (!token.is(symbol)) {
            throw new FormulaException(token.position(), "'" + symbol + "' is missing here.");
        }
    }
}
