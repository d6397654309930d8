package io.millrace.console.minql.syntax;

import io.millrace.console.minql.syntax.Token.Kind;
import java.util.ArrayList;
import java.util.List;

/** Cuts a formula into tokens; comments and white space vanish. */
final class Lexer {
    private static final List<String> SYMBOLS = List.of(
            "==", "!=", "<>", "<=", ">=", "&&", "||", "=", "<", ">", "!", "+", "-", "*", "/", "%", "(", ")", "[", "]",
            ",", ".");

    private final String text;
    private int at;

    Lexer(String text) {
        this.text = text;
    }

    List<Token> tokens() {
        List<Token> tokens = new ArrayList<>();
        skipBlanks();
        while (at < text.length()) {
            tokens.add(next());
            skipBlanks();
        }
        tokens.add(new Token(Kind.END, "", text.length()));
        return tokens;
    }

    private Token next() {
        char c = text.charAt(at);
        if (Character.isLetter(c) || c == '_' || c == '$') {
            return name();
        }
        if (isDigit(at) || (c == '.' && isDigit(at + 1))) {
            return number();
        }
        if (c == '\'' || c == '"') {
            return quoted(c);
        }
        for (String symbol : SYMBOLS) {
            if (text.startsWith(symbol, at)) {
                int start = at;
                at += symbol.length();
                return new Token(Kind.SYMBOL, symbol, start);
            }
        }
        throw new FormulaException(at, "This character has no meaning here: " + c);
    }

    private Token name() {
        int start = at;
        while (at < text.length()
                && (Character.isLetterOrDigit(text.charAt(at)) || "_$".indexOf(text.charAt(at)) >= 0)) {
            at++;
        }
        return new Token(Kind.NAME, text.substring(start, at), start);
    }

    private Token number() {
        int start = at;
        skipDigits();
        if (at < text.length() && text.charAt(at) == '.' && isDigit(at + 1)) {
            at++;
            skipDigits();
        }
        if (at < text.length() && (text.charAt(at) == 'e' || text.charAt(at) == 'E')) {
            int exponent = at + 1 < text.length() && "+-".indexOf(text.charAt(at + 1)) >= 0 ? at + 2 : at + 1;
            if (isDigit(exponent)) {
                at = exponent;
                skipDigits();
            }
        }
        if (at - start > 40) {
            throw new FormulaException(start, "A number has at most 40 characters.");
        }
        return new Token(Kind.NUMBER, text.substring(start, at), start);
    }

    /** In single quotes a quote is doubled and a backslash is a backslash; in double quotes a backslash stands before a quote. */
    private Token quoted(char quote) {
        int start = at++;
        StringBuilder value = new StringBuilder();
        while (at < text.length()) {
            char c = text.charAt(at++);
            boolean quoteFollows = at < text.length() && text.charAt(at) == quote;
            boolean doubled = quote == '\'' && c == quote && quoteFollows;
            boolean escaped = quote == '"' && c == '\\' && quoteFollows;
            if (doubled || escaped) {
                value.append(quote);
                at++;
            } else if (c == quote) {
                return new Token(Kind.TEXT, value.toString(), start);
            } else {
                value.append(c);
            }
        }
        throw new FormulaException(start, "This text has no closing quote.");
    }

    private void skipBlanks() {
        while (at < text.length()) {
            if (Character.isWhitespace(text.charAt(at))) {
                at++;
            } else if (text.startsWith("//", at)) {
                int end = text.indexOf('\n', at);
                at = end < 0 ? text.length() : end;
            } else if (text.startsWith("/*", at)) {
                int end = text.indexOf("*/", at + 2);
                if (end < 0) {
                    throw new FormulaException(at, "This comment has no end.");
                }
                at = end + 2;
            } else {
                return;
            }
        }
    }

    private void skipDigits() {
        while (isDigit(at)) {
            at++;
        }
    }

    private boolean isDigit(int index) {
        return index < text.length() && text.charAt(index) >= '0' && text.charAt(index) <= '9';
    }
}
