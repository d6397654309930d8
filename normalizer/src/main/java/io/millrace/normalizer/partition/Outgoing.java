package io.millrace.normalizer.partition;

import io.millrace.telemetry.topic.DeadLetter;

/** Takes what comes of the raw records of a batch, in order. */
interface Outgoing {

    /** The next event of the partition. */
    void event(byte[] json);

    /** A dead letter. */
    void deadLetter(DeadLetter letter);
}
