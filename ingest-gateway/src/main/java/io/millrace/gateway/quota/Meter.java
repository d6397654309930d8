package io.millrace.gateway.quota;

import io.millrace.telemetry.directory.DirectoryRecord.Quota;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The use of one quota. Thread-safe. */
final class Meter {
    private final Quota quota;
    private final Subject subject;
    private final int windowSeconds;
    private final Map<Limit, Bucket> buckets = new EnumMap<>(Limit.class);
    private long lastUsedNanos;

    /**
     * A meter of which nothing is used.
     *
     * @param subject whose quota it is
     * @param windowSeconds seconds of the quota that may come at once, from 1
     * @param gateways gateways that share it, from 1
     * @param nowNanos monotonic time
     */
    Meter(Subject subject, Quota quota, int windowSeconds, int gateways, long nowNanos) {
        this.subject = subject;
        this.quota = quota;
        this.windowSeconds = windowSeconds;
        this.lastUsedNanos = nowNanos;
        open(Limit.REQUESTS, quota.requestsPerSecond(), gateways, nowNanos);
        open(Limit.BYTES, quota.bytesPerSecond(), gateways, nowNanos);
        open(Limit.RECORDS, quota.recordsPerSecond(), gateways, nowNanos);
    }

    boolean isOf(Quota other) {
        return quota.equals(other);
    }

    boolean isHard() {
        return quota.hard();
    }

    /** Whether nobody used it for so long that a new one would say the same. */
    synchronized boolean isIdle(long nowNanos) {
        return nowNanos - lastUsedNanos > 2L * windowSeconds * 1_000_000_000L
                && buckets.values().stream().allMatch(bucket -> {
                    bucket.isUsedUp(nowNanos);
                    return bucket.used() == 0;
                });
    }

    /** The first of these limits that is used up, if one is. */
    synchronized Optional<Excess> excess(Set<Limit> asked, long nowNanos) {
        lastUsedNanos = nowNanos;
        for (Map.Entry<Limit, Bucket> limit : buckets.entrySet()) {
            if (asked.contains(limit.getKey()) && limit.getValue().isUsedUp(nowNanos)) {
                return Optional.of(new Excess(
                        subject,
                        limit.getKey(),
                        limit.getValue().capacity(),
                        limit.getValue().used(),
                        windowSeconds));
            }
        }
        return Optional.empty();
    }

    synchronized void add(Limit limit, long amount, long nowNanos) {
        Bucket bucket = buckets.get(limit);
        if (bucket != null) {
            bucket.add(amount, nowNanos);
        }
    }

    private void open(Limit limit, @Nullable Long perSecond, int gateways, long nowNanos) {
        if (perSecond != null) {
            buckets.put(limit, new Bucket(perSecond / (double) gateways, windowSeconds, nowNanos));
        }
    }
}
