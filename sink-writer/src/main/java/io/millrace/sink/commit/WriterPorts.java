package io.millrace.sink.commit;

import java.time.Clock;

/**
 * What a writer is connected to.
 *
 * @param log the events topic
 * @param table the table
 * @param deadLetters where what cannot be stored goes
 * @param erasures what must not be stored
 * @param observer learns what happens
 * @param clock time
 */
public record WriterPorts(
        EventLog log,
        EventTable table,
        DeadLetters deadLetters,
        Erasures erasures,
        WriterObserver observer,
        Clock clock) {}
