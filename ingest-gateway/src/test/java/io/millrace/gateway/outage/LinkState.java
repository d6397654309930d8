package io.millrace.gateway.outage;

/** The state of the link, seen by every class loader of the test's JVM. */
final class LinkState {
    private static final String PROPERTY = "millrace.test.broker-link";

    private LinkState() {}

    /** What the link does. */
    enum State {
        /** Passes everything on. */
        OPEN,
        /** Keeps connections and passes nothing on. */
        FROZEN,
        /** Closes every connection. */
        CUT
    }

    static void set(State state) {
        System.setProperty(PROPERTY, state.name());
    }

    static State get() {
        return State.valueOf(System.getProperty(PROPERTY, State.OPEN.name()));
    }
}
