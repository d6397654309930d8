package io.millrace.gateway.quota;

/**
 * A limit that is used up.
 *
 * @param subject whose limit
 * @param limit what is limited
 * @param allowed what may come in a window
 * @param used what came
 * @param windowSeconds length of the window
 */
record Excess(Subject subject, Limit limit, long allowed, long used, int windowSeconds) {

    /** What is told to the client: limit, window, use, and where it is changed. */
    String message() {
        return "the quota " + subject.kind().owner() + " allows " + allowed + " " + limit.wireName() + " in "
                + windowSeconds + " s, and " + used + " came: send less, or let an owner change it in the console, "
                + subject.kind().place();
    }
}
