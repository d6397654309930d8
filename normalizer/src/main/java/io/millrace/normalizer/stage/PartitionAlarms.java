package io.millrace.normalizer.stage;

import jakarta.inject.Singleton;
import org.jboss.logging.Logger;

/** Tells of raw records that are gone for good: each is an error in the log and a meter to alert on. */
@Singleton
class PartitionAlarms {
    private static final Logger LOG = Logger.getLogger(PartitionAlarms.class);

    private final NormalizerMetrics metrics;

    PartitionAlarms(NormalizerMetrics metrics) {
        this.metrics = metrics;
    }

    /** The broker dropped records before they were done. */
    void lost(AssignedPartition partition, long records) {
        metrics.lost(partition.signal(), records);
        LOG.errorf(
                "the broker dropped records before they were done partition=%s records=%d",
                partition.topicPartition(), records);
    }

    /** The raw log ends before what was done already: records that were acknowledged are not in it any more. */
    void truncated(AssignedPartition partition, long offset) {
        metrics.truncated(partition.signal());
        LOG.errorf(
                "the raw log was truncated behind what was done, it goes on from there partition=%s offset=%d",
                partition.topicPartition(), offset);
    }
}
