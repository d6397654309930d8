package io.millrace.console.account;

import io.millrace.console.ConsoleConfig;
import io.millrace.telemetry.directory.DirectoryRecord.Role;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What the groups of the identity provider may do here. */
@Singleton
class Groups {
    private final Map<Role, Set<String>> byRole = new LinkedHashMap<>(); // the strongest role first

    Groups(ConsoleConfig config) {
        ConsoleConfig.Oidc oidc = config.oidc();
        byRole.put(Role.OWNER, oidc.ownerGroups().orElse(Set.of()));
        byRole.put(Role.ADMIN, oidc.adminGroups().orElse(Set.of()));
        byRole.put(Role.MEMBER, oidc.memberGroups().orElse(Set.of()));
        boolean complete = oidc.issuer().isPresent()
                && oidc.clientId().isPresent()
                && oidc.clientSecret().isPresent();
        boolean someone = byRole.values().stream().anyMatch(groups -> !groups.isEmpty());
        if (oidc.enabled() && !(complete && someone)) {
            throw new IllegalStateException(
                    "millrace.console.oidc.enabled needs issuer, client-id, client-secret and one of"
                            + " owner-groups, admin-groups and member-groups");
        }
    }

    /** Lets a bad configuration stop the start. */
    void start(@Observes StartupEvent event) {}

    /** The strongest role that these groups give; empty if they give none. */
    Optional<Role> role(Collection<String> groups) {
        return byRole.entrySet().stream()
                .filter(entry -> !Collections.disjoint(entry.getValue(), groups))
                .map(Map.Entry::getKey)
                .findFirst();
    }
}
