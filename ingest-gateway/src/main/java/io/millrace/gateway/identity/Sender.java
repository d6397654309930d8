package io.millrace.gateway.identity;

import static java.util.Objects.requireNonNull;

import io.millrace.telemetry.directory.DirectoryRecord;
import io.millrace.telemetry.directory.DirectoryRecord.Integration;
import io.millrace.telemetry.directory.DirectoryRecord.Organization;

/**
 * Whose data a request is: found from the key alone, narrowed by the path.
 *
 * @param organization the key's organization
 * @param integration where the data goes
 * @param key the key that was used
 */
public record Sender(Organization organization, Integration integration, DirectoryRecord.Key key) {
    /** Refuses what belongs to different organizations: a defect that must never reach a topic. */
    public Sender {
        requireNonNull(organization, "organization");
        if (!organization.id().equals(integration.organization())
                || !organization.id().equals(key.organization())) {
            throw new IllegalArgumentException("organization of key and integration must be " + organization.id());
        }
    }
}
