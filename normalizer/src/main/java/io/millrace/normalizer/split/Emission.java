package io.millrace.normalizer.split;

/**
 * Takes what comes of one raw record, one after the other while it is split: nothing of it is kept, because a small body can
 * become many large events.
 */
public interface Emission {

    /** The next event of the chain. */
    void event(Split.Event event);

    /** Input that becomes no event. */
    void leftOver(Split.LeftOver input);
}
