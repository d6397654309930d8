package io.millrace.console.minql.syntax;

import io.millrace.console.minql.syntax.Token.Kind;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Recursive descent over minQL's grammar; every operator becomes the function it stands for. */
public final class Parser {
    /** Longest formula. */
    public static final int MAX_LENGTH = 20_000;

    private static final int MAX_DEPTH = 100;
    private static final int MAX_CHAIN = 200;

    private final TokenStream tokens;
    private int depth;

    private Parser(TokenStream tokens) {
        this.tokens = tokens;
    }

    /**
     * The tree of a formula.
     *
     * @throws FormulaException if it is none
     */
    public static Expr parse(String formula) {
        if (formula.length() > MAX_LENGTH) {
            throw new FormulaException(MAX_LENGTH, "A formula has at most " + MAX_LENGTH + " characters.");
        }
        Parser parser = new Parser(new TokenStream(new Lexer(formula).tokens()));
        Expr expr = parser.expression();
        Token rest = parser.tokens.peek();
        if (rest.kind() != Kind.END) {
            throw new FormulaException(
                    rest.position(), "The formula should end here, but goes on with: " + rest.text());
        }
        return expr;
    }

    private Expr expression() {
        nest(tokens.peek().position());
        Expr expr = joined("or", "||", this::conjunction);
        depth--;
        return expr;
    }

    private Expr conjunction() {
        return joined("and", "&&", this::negation);
    }

    private Expr joined(String word, String symbol, Supplier<Expr> operand) {
        Expr left = operand.get();
        int length = 0;
        while (tokens.peek().isWord(word) || tokens.peek().is(symbol)) {
            int position = tokens.take().position();
            chain(position, ++length);
            left = call(position, word, left, operand.get());
        }
        return left;
    }

    private Expr negation() {
        if (tokens.peek().isWord("not") || tokens.peek().is("!")) {
            int position = tokens.take().position();
            nest(position);
            Expr negated = call(position, "not", negation());
            depth--;
            return negated;
        }
        return comparison();
    }

    private Expr comparison() {
        Expr left = sum();
        Token next = tokens.peek();
        String function = next.kind() == Kind.SYMBOL ? Operators.COMPARISONS.get(next.text()) : null;
        if (function != null) {
            tokens.take();
            return call(next.position(), function, left, sum());
        }
        if (next.isWord("is")) {
            tokens.take();
            boolean negated = tokens.takeWord("not");
            check(tokens.takeWord("null"), tokens.peek().position(), "After 'is' comes 'null' or 'not null'.");
            return call(next.position(), negated ? "isNotNull" : "isNull", left);
        }
        boolean negated = next.isWord("not") && tokens.takeWord("not");
        Token word = tokens.peek();
        Expr test = null;
        if (tokens.takeWord("in")) {
            test = call(word.position(), "inList", left, listOperand());
        } else if (tokens.takeWord("between")) {
            Expr low = sum();
            if (!tokens.takeWord("and")) {
                throw new FormulaException(tokens.peek().position(), "'between' needs 'and' and an upper bound.");
            }
            test = call(word.position(), "between", left, low, sum());
        } else if (negated) {
            throw new FormulaException(word.position(), "After 'not' comes 'in' or 'between' here.");
        }
        if (test == null) {
            return left;
        }
        return negated ? call(next.position(), "not", test) : test;
    }

    private Expr listOperand() {
        Token open = tokens.peek();
        if (open.is("(")) {
            tokens.take();
            return new Expr.ListOf(open.position(), arguments(")"));
        }
        return sum();
    }

    private Expr sum() {
        return infix(Operators.SUMS, this::product);
    }

    private Expr product() {
        return infix(Operators.PRODUCTS, this::unary);
    }

    private Expr infix(Map<String, String> operators, Supplier<Expr> operand) {
        Expr left = operand.get();
        int length = 0;
        while (tokens.peek().kind() == Kind.SYMBOL
                && operators.containsKey(tokens.peek().text())) {
            Token operator = tokens.take();
            chain(operator.position(), ++length);
            left = call(operator.position(), operators.getOrDefault(operator.text(), ""), left, operand.get());
        }
        return left;
    }

    private Expr unary() {
        if (tokens.peek().is("-")) {
            int position = tokens.take().position();
            nest(position);
            Expr negated = call(position, "negate", unary());
            depth--;
            return negated;
        }
        return postfix(primary());
    }

    private Expr postfix(Expr start) {
        Expr left = start;
        int length = 0;
        while (true) {
            chain(left.position(), length++);
            if (tokens.peek().is(".")) {
                tokens.take();
                Token name = tokens.take();
                if (name.kind() != Kind.NAME) {
                    throw new FormulaException(name.position(), "A name belongs behind the dot.");
                }
                if (tokens.peek().is("(")) {
                    tokens.take();
                    List<Expr> arguments = new ArrayList<>(List.of(left));
                    arguments.addAll(arguments(")"));
                    left = new Expr.Call(name.position(), name.text(), arguments);
                } else {
                    left = new Expr.Member(name.position(), left, name.text());
                }
            } else if (tokens.peek().is("[")) {
                int position = tokens.take().position();
                Expr key = expression();
                tokens.expect("]");
                left = new Expr.Index(position, left, key);
            } else {
                return left;
            }
        }
    }

    private Expr primary() {
        Token token = tokens.take();
        return switch (token.kind()) {
            case NUMBER -> new Expr.Numeral(token.position(), new BigDecimal(token.text()));
            case TEXT -> new Expr.Text(token.position(), token.text());
            case NAME -> named(token);
            case SYMBOL -> bracketed(token);
            case END -> throw new FormulaException(token.position(), "The formula ends too early; a value is missing.");
        };
    }

    private Expr bracketed(Token token) {
        if (token.is("(")) {
            Expr inner = expression();
            tokens.expect(")");
            return inner;
        }
        if (token.is("[")) {
            return new Expr.ListOf(token.position(), arguments("]"));
        }
        throw new FormulaException(token.position(), "A value should stand here instead of: " + token.text());
    }

    private Expr named(Token token) {
        if (tokens.peek().is("(")) {
            tokens.take();
            return new Expr.Call(token.position(), token.text(), arguments(")"));
        }
        if (token.isWord("true") || token.isWord("false")) {
            return new Expr.Truth(token.position(), token.isWord("true"));
        }
        return token.isWord("null")
                ? new Expr.Nothing(token.position())
                : new Expr.Name(token.position(), token.text());
    }

    private List<Expr> arguments(String end) {
        List<Expr> arguments = new ArrayList<>();
        if (tokens.peek().is(end)) {
            tokens.take();
            return arguments;
        }
        arguments.add(expression());
        while (tokens.peek().is(",")) {
            tokens.take();
            arguments.add(expression());
        }
        tokens.expect(end);
        return arguments;
    }

    private void nest(int position) {
        check(++depth <= MAX_DEPTH, position, "The formula is nested too deeply.");
    }

    /** A chain of operators or dots makes a tree as deep as it is long. */
    private static void chain(int position, int length) {
        check(length <= MAX_CHAIN, position, "The chain is too long; for many values write: name in ('a', 'b').");
    }

    private static void check(boolean holds, int position, String otherwise) {
        if (!holds) {
            throw new FormulaException(position, otherwise);
        }
    }

    private static Expr call(int position, String function, Expr... arguments) {
        return new Expr.Call(position, function, List.of(arguments));
    }
}
