package io.millrace.testkit.container;

/** A server that can be stopped and started again over the same data, at the same address. */
public interface Server extends AutoCloseable {

    /** Stops it; the data stays. */
    void stop();

    /** Starts it again, and returns when it answers. */
    void restart();

    /** Ends it and removes its data. */
    @Override
    void close();
}
