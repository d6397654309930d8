package io.millrace.console.minql.syntax;

import java.math.BigDecimal;
import java.util.List;

/** A node of a formula as it was written; operators are calls of the functions they stand for. */
public sealed interface Expr {

    /** Index of its first character, from 0. */
    int position();

    /** A number. */
    record Numeral(int position, BigDecimal value) implements Expr {}

    /** A text. */
    record Text(int position, String value) implements Expr {}

    /** True or false. */
    record Truth(int position, boolean value) implements Expr {}

    /** Null. */
    record Nothing(int position) implements Expr {}

    /** A bare name. */
    record Name(int position, String name) implements Expr {}

    /** A name behind a dot, without parentheses. */
    record Member(int position, Expr target, String name) implements Expr {}

    /** An element by key or number. */
    record Index(int position, Expr target, Expr key) implements Expr {}

    /** A list. */
    record ListOf(int position, List<Expr> elements) implements Expr {
        /** Copies the list. */
        public ListOf {
            elements = List.copyOf(elements);
        }
    }

    /** A call; what stands left of a dot is the first argument. */
    record Call(int position, String function, List<Expr> arguments) implements Expr {
        /** Copies the list. */
        public Call {
            arguments = List.copyOf(arguments);
        }
    }
}
