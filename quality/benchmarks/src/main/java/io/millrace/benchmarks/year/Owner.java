package io.millrace.benchmarks.year;

/**
 * Whose rows they are.
 *
 * @param organizationId id of the organization
 * @param integrationId id of the integration
 */
public record Owner(String organizationId, String integrationId) {}
