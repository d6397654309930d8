package io.millrace.sink.maintenance.table;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.apache.iceberg.ContentFile;
import org.apache.iceberg.DataFile;

/**
 * Which files become one. In the open day files of about one size are joined once there are several, each size eight times
 * the one before, so that a row is rewritten a few times and not at every run. A closed day is joined up to the target size.
 * Every group makes one file, so each run leaves fewer files and a day comes to rest.
 */
final class JoinPlan {
    private static final long FIRST_TIER_BYTES = 256 * 1024;
    private static final int TIER_FACTOR = 8;

    private final JoinPolicy policy;
    private final Instant now;

    JoinPlan(JoinPolicy policy, Instant now) {
        this.policy = policy;
        this.now = now;
    }

    /** Groups of files, oldest day first; each at least two files and at most about the target size together. */
    List<List<DataFile>> groups(Collection<DataFile> files) {
        Map<Integer, List<DataFile>> days = new TreeMap<>();
        for (DataFile file : files) {
            days.computeIfAbsent(day(file), day -> new ArrayList<>()).add(file);
        }
        List<List<DataFile>> groups = new ArrayList<>();
        days.forEach((day, ofDay) -> {
            for (List<DataFile> candidates : isClosed(day) ? closed(ofDay) : open(ofDay)) {
                groups.addAll(filled(candidates));
            }
        });
        return groups;
    }

    private static int day(DataFile file) {
        Integer day = file.partition().get(0, Integer.class);
        return day == null ? Integer.MAX_VALUE : day;
    }

    private boolean isClosed(int day) {
        Instant end = Instant.ofEpochSecond(TimeUnit.DAYS.toSeconds(day + 1L));
        return !now.isBefore(end.plus(policy.closedAfter()));
    }

    private List<List<DataFile>> closed(List<DataFile> ofDay) {
        return List.of(ofDay.stream()
                .filter(file -> file.fileSizeInBytes() < policy.closedBytes())
                .toList());
    }

    private List<List<DataFile>> open(List<DataFile> ofDay) {
        Map<Integer, List<DataFile>> tiers = new TreeMap<>();
        for (DataFile file : ofDay) {
            if (file.fileSizeInBytes() < policy.smallBytes()) {
                tiers.computeIfAbsent(tier(file), tier -> new ArrayList<>()).add(file);
            }
        }
        return tiers.values().stream()
                .filter(tier -> tier.size() >= policy.minFiles())
                .toList();
    }

    private static int tier(DataFile file) {
        int tier = 0;
        for (long end = FIRST_TIER_BYTES; file.fileSizeInBytes() >= end; end *= TIER_FACTOR) {
            tier++;
        }
        return tier;
    }

    /** In the order of their commits, so that a file covers a short time where it can. */
    private List<List<DataFile>> filled(List<DataFile> candidates) {
        List<List<DataFile>> groups = new ArrayList<>();
        List<DataFile> group = new ArrayList<>();
        long bytes = 0;
        for (DataFile file : candidates.stream().sorted(oldestFirst()).toList()) {
            if (!group.isEmpty() && bytes + file.fileSizeInBytes() > policy.targetBytes()) {
                groups.add(group);
                group = new ArrayList<>();
                bytes = 0;
            }
            group.add(file);
            bytes += file.fileSizeInBytes();
        }
        groups.add(group);
        return groups.stream().filter(one -> one.size() > 1).toList();
    }

    private static Comparator<DataFile> oldestFirst() {
        Comparator<DataFile> bySequence =
                Comparator.comparing(ContentFile::fileSequenceNumber, Comparator.nullsLast(Comparator.naturalOrder()));
        return bySequence.thenComparing(ContentFile::location);
    }
}
