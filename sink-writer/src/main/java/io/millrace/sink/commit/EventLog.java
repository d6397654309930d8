package io.millrace.sink.commit;

import java.time.Duration;
import java.util.Collection;
import java.util.Map;

/** An events topic as the writer sees it. One thread uses it. */
public interface EventLog {
    /**
     * Waits for records of the assigned partitions; calls the listener meanwhile if the assignment changes.
     *
     * @param timeout longest wait
     */
    Polled poll(Duration timeout, AssignmentListener listener);

    /** The next poll continues here. */
    void seek(int partition, long offset);

    /** Id that the broker gave the topic. */
    String topicId();

    /** What the topic holds of a partition at this moment. */
    OffsetRange range(int partition);

    /** Polls give nothing until {@link #resume()}, and keep the membership alive. */
    void pause();

    /** Ends {@link #pause()}. */
    void resume();

    /** Shows others how far the table is; never read back for a decision, and never fails. */
    void publish(Map<Integer, Long> nextOffsets);

    /** Learns of changes of the assignment, inside {@link #poll}. */
    interface AssignmentListener {
        /** These partitions are ours from now on; nothing comes from them before a seek. */
        void assigned(Collection<Integer> partitions);

        /** These partitions will be another's when this returns. */
        void revoked(Collection<Integer> partitions);

        /** These partitions are another's already. */
        void lost(Collection<Integer> partitions);
    }

    /**
     * What a partition holds.
     *
     * @param earliest offset of the first record, or the end if there is none
     * @param end offset of the next record to be written
     */
    record OffsetRange(long earliest, long end) {}
}
