package io.millrace.gateway.quota;

import io.millrace.gateway.config.GatewayConfig;
import io.millrace.gateway.identity.Sender;
import io.millrace.gateway.reply.Checked;
import io.millrace.gateway.reply.Reason;
import io.millrace.telemetry.Signal;
import io.millrace.telemetry.directory.DirectoryRecord.Quota;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * Keeps senders within the quotas of their organization, integration and key. A hard one that is used up refuses with 429
 * before the body is read; a soft one adds a notice to the reply. Use is counted in memory, by each gateway for its part of
 * the quota: no request waits for another gateway.
 */
public final class Quotas {
    private static final int MAX_METERS = 100_000;
    private static final Set<Limit> ALL = Set.copyOf(EnumSet.allOf(Limit.class));
    private static final Set<Limit> OF_THE_BODY = Set.of(Limit.BYTES, Limit.RECORDS);

    private final Map<Subject, Meter> meters = new ConcurrentHashMap<>();
    private final int windowSeconds;
    private final int gateways;
    private final Notices noticed;
    private final LongSupplier nanoTime;

    /**
     * Quotas of which nothing is used.
     *
     * @param noticed is told of each notice
     */
    Quotas(GatewayConfig.Quota config, Notices noticed, LongSupplier nanoTime) {
        this.windowSeconds = Math.toIntExact(config.window().toSeconds());
        this.gateways = config.gateways();
        this.noticed = noticed;
        this.nanoTime = nanoTime;
    }

    /** Counts one request, or refuses it because a hard quota is used up already. */
    public Checked<Sender> admit(Sender sender) {
        List<Meter> used = metersOf(sender);
        if (used.isEmpty()) {
            return Checked.passed(sender);
        }
        long now = nanoTime.getAsLong();
        Optional<Excess> excess = hardExcess(used, ALL, now);
        if (excess.isPresent()) {
            return Checked.refused(Reason.OVER_QUOTA, excess.get().message());
        }
        used.forEach(meter -> meter.add(Limit.REQUESTS, 1, now));
        return Checked.passed(sender);
    }

    /**
     * Counts what a request holds, once that is known, or refuses it because others used up a hard quota in the meantime.
     *
     * @param bytes decompressed bytes of its body
     * @param records its records
     * @return notices of the soft quotas that are used up now
     */
    public Checked<List<String>> charge(Sender sender, Signal signal, int bytes, int records) {
        List<Meter> used = metersOf(sender);
        if (used.isEmpty()) {
            return Checked.passed(List.of());
        }
        long now = nanoTime.getAsLong();
        Optional<Excess> usedUp = hardExcess(used, OF_THE_BODY, now);
        if (usedUp.isPresent()) {
            return Checked.refused(Reason.OVER_QUOTA, usedUp.get().message());
        }
        List<String> notices = new ArrayList<>();
        for (Meter meter : used) {
            meter.add(Limit.BYTES, bytes, now);
            meter.add(Limit.RECORDS, records, now);
            if (!meter.isHard()) {
                meter.excess(ALL, now).ifPresent(excess -> {
                    noticed.exceeded(sender, signal, excess.limit());
                    notices.add(excess.message());
                });
            }
        }
        return Checked.passed(notices);
    }

    private static Optional<Excess> hardExcess(List<Meter> used, Set<Limit> asked, long now) {
        return used.stream()
                .filter(Meter::isHard)
                .flatMap(meter -> meter.excess(asked, now).stream())
                .findFirst();
    }

    private List<Meter> metersOf(Sender sender) {
        Quota ofOrganization = sender.organization().quota();
        Quota ofIntegration = sender.integration().quota();
        Quota ofKey = sender.key().quota();
        if (ofOrganization.equals(Quota.NONE) && ofIntegration.equals(Quota.NONE) && ofKey.equals(Quota.NONE)) {
            return List.of();
        }
        List<Meter> found = new ArrayList<>(3);
        add(found, Subject.Kind.KEY, sender.key().id(), ofKey);
        add(found, Subject.Kind.INTEGRATION, sender.integration().id(), ofIntegration);
        add(found, Subject.Kind.ORGANIZATION, sender.organization().id(), ofOrganization);
        return found;
    }

    private void add(List<Meter> found, Subject.Kind kind, String id, Quota quota) {
        if (quota.equals(Quota.NONE)) {
            return;
        }
        long now = nanoTime.getAsLong();
        if (meters.size() >= MAX_METERS) {
            meters.values().removeIf(meter -> meter.isIdle(now));
        }
        Subject subject = new Subject(kind, id);
        found.add(meters.compute(
                subject,
                (it, known) -> known != null && known.isOf(quota)
                        ? known
                        : new Meter(subject, quota, windowSeconds, gateways, now)));
    }
}
