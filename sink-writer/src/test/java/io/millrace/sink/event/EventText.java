package io.millrace.sink.event;

import org.jspecify.annotations.Nullable;

/** Events as the normalizer writes them, for tests. */
public final class EventText {
    /** Attributes of every event. */
    public static final String ATTRIBUTES =
            "{\"prompt\":\"h\\u00e4 \\\"quoted\\\"\",\"n\":1,\"d\":1.0,\"deep\":{\"a\":[1,null]}}";

    private final StringBuilder text = new StringBuilder("{\"v\":1");
    private final String topicId;
    private final int partition;
    private final int leaderEpoch;
    private final long offset;
    private final int ordinal;

    private EventText(String topicId, int partition, int leaderEpoch, long offset, int ordinal) {
        this.topicId = topicId;
        this.partition = partition;
        this.leaderEpoch = leaderEpoch;
        this.offset = offset;
        this.ordinal = ordinal;
    }

    /** An event of raw partition {@code partition}, leader epoch 0. */
    public static EventText event(String topicId, int partition, long offset, int ordinal) {
        return new EventText(topicId, partition, 0, offset, ordinal);
    }

    /** The same with another leader epoch. */
    public EventText inEpoch(int epoch) {
        return new EventText(topicId, partition, epoch, offset, ordinal);
    }

    /** Names its predecessor, {@code [leaderEpoch,offset,ordinal]}, or none. */
    public EventText chainedAfter(@Nullable String previous) {
        if (previous != null) {
            text.append(",\"prev\":").append(previous);
        }
        return this;
    }

    /** Adds a field. */
    public EventText with(String name, String json) {
        text.append(",\"").append(name).append("\":").append(json);
        return this;
    }

    /** The JSON. */
    public String text() {
        return text + ",\"org_id\":\"acme\",\"integration_id\":\"int1\",\"src_topic\":\"" + topicId
                + "\",\"src_partition\":" + partition
                + ",\"src_leader_epoch\":" + leaderEpoch
                + ",\"src_offset\":" + offset
                + ",\"src_index\":" + ordinal
                + ",\"received_time\":1795000000000000,\"time\":" + (1795000000000000L + offset)
                + ",\"name\":\"api_request\",\"attributes\":" + ATTRIBUTES
                + ",\"resource_attributes\":{\"service.name\":\"claude-code\"},\"cost_usd\":0.25,\"input_tokens\":12}";
    }
}
