package io.millrace.store;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import org.apache.iceberg.expressions.Expression;
import org.apache.iceberg.expressions.Expressions;
import org.jspecify.annotations.Nullable;

/**
 * Which rows a query is about; files that can hold none of them are left out of a scan.
 *
 * @param organization id of the organization, or null for all
 * @param integrations ids of integrations, empty for all
 * @param from earliest event time, or null
 * @param toExclusive end of the event time, or null
 */
public record ScanFilter(
        @Nullable String organization,
        Set<String> integrations,
        @Nullable Instant from,
        @Nullable Instant toExclusive) {

    /** Copies the set. */
    public ScanFilter {
        integrations = Set.copyOf(integrations);
    }

    /** Every row. */
    public static ScanFilter all() {
        return new ScanFilter(null, Set.of(), null, null);
    }

    /** Every row of an organization. */
    public static ScanFilter of(String organization) {
        return new ScanFilter(organization, Set.of(), null, null);
    }

    /** The same rows, but only those of a span of event time. */
    public ScanFilter between(@Nullable Instant newFrom, @Nullable Instant newToExclusive) {
        return new ScanFilter(organization, integrations, newFrom, newToExclusive);
    }

    /** The same rows, but only those of these integrations; empty for all. */
    public ScanFilter ofIntegrations(Set<String> newIntegrations) {
        return new ScanFilter(organization, newIntegrations, from, toExclusive);
    }

    Expression toExpression() {
        Expression expression = Expressions.alwaysTrue();
        if (organization != null) {
            expression = Expressions.and(expression, Expressions.equal("org_id", organization));
        }
        if (!integrations.isEmpty()) {
            expression = Expressions.and(expression, Expressions.in("integration_id", integrations.toArray()));
        }
        if (from != null) {
            expression = Expressions.and(expression, Expressions.greaterThanOrEqual("time", micros(from)));
        }
        if (toExclusive != null) {
            expression = Expressions.and(expression, Expressions.lessThan("time", micros(toExclusive)));
        }
        return expression;
    }

    private static long micros(Instant instant) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
    }
}
