package io.millrace.gateway.reply;

import static java.util.Objects.requireNonNull;

import java.util.function.Consumer;
import java.util.function.Function;

/**
 * What a step of a request came to: a value, or the refusal that ends the request.
 *
 * @param <T> type of the value
 */
public sealed interface Checked<T> {

    /** Makes something of it, whichever it is. */
    <R> R fold(Function<? super T, ? extends R> passed, Function<Refusal, ? extends R> refused);

    /** The next step, taken only with a value. */
    default <R> Checked<R> then(Function<? super T, Checked<R>> next) {
        return fold(next, Refused::new);
    }

    /** Does one thing or the other. */
    default void either(Consumer<? super T> passed, Consumer<Refusal> refused) {
        this.<Runnable>fold(value -> () -> passed.accept(value), refusal -> () -> refused.accept(refusal))
                .run();
    }

    /** A value. */
    static <T> Checked<T> passed(T value) {
        return new Passed<>(value);
    }

    /** A refusal that no place in the body explains. */
    static <T> Checked<T> refused(Reason reason, String message) {
        return new Refused<>(Refusal.of(reason, message));
    }

    /** A refusal. */
    static <T> Checked<T> refused(Refusal refusal) {
        return new Refused<>(refusal);
    }

    /**
     * The request goes on.
     *
     * @param value what the step gives
     */
    record Passed<T>(T value) implements Checked<T> {
        /** Refuses null. */
        public Passed {
            requireNonNull(value, "value");
        }

        @Override
        public <R> R fold(Function<? super T, ? extends R> passed, Function<Refusal, ? extends R> refused) {
            return passed.apply(value);
        }
    }

    /**
     * The request is over.
     *
     * @param refusal what the client is told
     */
    record Refused<T>(Refusal refusal) implements Checked<T> {
        /** Refuses null. */
        public Refused {
            requireNonNull(refusal, "refusal");
        }

        @Override
        public <R> R fold(Function<? super T, ? extends R> passed, Function<Refusal, ? extends R> refused) {
            return refused.apply(refusal);
        }
    }
}
