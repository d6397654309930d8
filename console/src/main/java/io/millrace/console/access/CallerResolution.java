package io.millrace.console.access;

import static java.util.Objects.requireNonNull;

/** What became of the look-up of a key. */
public sealed interface CallerResolution {

    /**
     * The key is good.
     *
     * @param caller who asks
     */
    record Known(Caller caller) implements CallerResolution {
        /** Refuses null. */
        public Known {
            requireNonNull(caller, "caller");
        }
    }

    /**
     * There is no such caller now.
     *
     * @param httpStatus 401 for a missing or bad key, 403 for a key that may not do this, 503 while keys are not loaded
     * @param detail one sentence for people that says what to do; holds no part of the key
     */
    record Refused(int httpStatus, String detail) implements CallerResolution {
        /** Refuses what is no refusal. */
        public Refused {
            requireNonNull(detail, "detail");
            if (httpStatus < 400 || httpStatus > 599) {
                throw new IllegalArgumentException("expected an error status: " + httpStatus);
            }
        }
    }
}
