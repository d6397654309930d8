package io.millrace.console.bootstrap;

import static java.util.Objects.requireNonNull;

/**
 * The secrets of the first start, kept in a file from before they take effect until they have been handed over, so that a
 * start that is killed half-way is completed by the next one with the same secrets.
 *
 * @param organizationId id of the organization
 * @param userId id of its owner
 * @param integrationId id of its integration
 * @param oneTimePassword the owner's first password
 * @param ingestKey text of the key for agents
 * @param queryKey text of the key for questions
 */
record FirstStartPlan(
        String organizationId,
        String userId,
        String integrationId,
        String oneTimePassword,
        String ingestKey,
        String queryKey) {

    FirstStartPlan {
        requireNonNull(organizationId, "organizationId");
        requireNonNull(userId, "userId");
        requireNonNull(integrationId, "integrationId");
        requireNonNull(oneTimePassword, "oneTimePassword");
        requireNonNull(ingestKey, "ingestKey");
        requireNonNull(queryKey, "queryKey");
    }

    /** Hides the secrets. */
    @Override
    public String toString() {
        return "FirstStartPlan[" + organizationId + "]";
    }
}
