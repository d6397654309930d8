package io.millrace.console.query;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Room for queries: so many at once in all and for one organization, so many waiting. One organization cannot keep the
 * others out, and queries cannot take the machine from ingestion.
 */
final class QuerySlots {
    private final int concurrent;
    private final int concurrentPerOrganization;
    private final int maxWaiting;
    private final ReentrantLock lock = new ReentrantLock(true);
    private final Condition freed = lock.newCondition();
    private final Map<String, Integer> runningByOrganization = new HashMap<>();
    private int running;
    private int waiting;

    QuerySlots(int concurrent, int concurrentPerOrganization, int maxWaiting) {
        if (concurrent < 1 || concurrentPerOrganization < 1 || maxWaiting < 0) {
            throw new IllegalArgumentException("expected at least one query at a time: concurrent=" + concurrent
                    + " concurrentPerOrganization=" + concurrentPerOrganization + " waiting=" + maxWaiting);
        }
        this.concurrent = concurrent;
        this.concurrentPerOrganization = concurrentPerOrganization;
        this.maxWaiting = maxWaiting;
    }

    /**
     * Takes a slot, waiting for one if need be.
     *
     * @return false if too many wait already, or none became free in time
     */
    boolean take(String organizationId, Duration maxWait) throws InterruptedException {
        long nanosLeft = maxWait.toNanos();
        lock.lockInterruptibly();
        try {
            if (!isFree(organizationId) && waiting >= maxWaiting) {
                return false;
            }
            waiting++;
            try {
                while (!isFree(organizationId)) {
                    if (nanosLeft <= 0) {
                        return false;
                    }
                    nanosLeft = freed.awaitNanos(nanosLeft);
                }
            } finally {
                waiting--;
            }
            running++;
            runningByOrganization.merge(organizationId, 1, Integer::sum);
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Gives a slot back. */
    void release(String organizationId) {
        lock.lock();
        try {
            running--;
            runningByOrganization.computeIfPresent(organizationId, (id, count) -> count == 1 ? null : count - 1);
            freed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** How many run now. */
    int running() {
        return read(true);
    }

    /** How many wait now. */
    int waiting() {
        return read(false);
    }

    private int read(boolean ofRunning) {
        lock.lock();
        try {
            return ofRunning ? running : waiting;
        } finally {
            lock.unlock();
        }
    }

    private boolean isFree(String organizationId) {
        return running < concurrent
                && runningByOrganization.getOrDefault(organizationId, 0) < concurrentPerOrganization;
    }
}
