package io.millrace.console.account;

import io.millrace.console.access.Access;
import io.millrace.console.access.Actor;
import io.millrace.console.access.CurrentActor;
import io.millrace.console.audit.Audit;
import io.millrace.console.directory.AccountsDirectory;
import io.millrace.console.problem.Checks;
import io.millrace.console.store.Accounts;
import io.millrace.console.store.Organization;
import io.millrace.telemetry.directory.DirectoryRecord.Quota;
import io.millrace.telemetry.directory.DirectoryRecord.Role;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The caller's organization over HTTP. */
@Path("/api/organization")
@Blocking
@Produces(MediaType.APPLICATION_JSON)
@Access
class OrganizationResource {
    private static final int LONGEST_NAME = 200;

    private final AccountsDirectory accounts;
    private final CurrentActor actor;
    private final Audit audit;

    OrganizationResource(AccountsDirectory accounts, CurrentActor actor, Audit audit) {
        this.accounts = accounts;
        this.actor = actor;
        this.audit = audit;
    }

    /** The organization. */
    @GET
    public OrganizationView get() {
        return view(current());
    }

    /** Changes name and limits; null stays. */
    @PATCH
    @Access(Role.OWNER)
    @Consumes(MediaType.APPLICATION_JSON)
    public OrganizationView change(OrganizationChange change) {
        Checks.body(change);
        Actor who = actor.get();
        Organization before = current();
        Checks checks = new Checks();
        String name = change.displayName() == null
                ? before.displayName()
                : checks.text(change.displayName(), "displayName", LONGEST_NAME);
        Quota quota = Objects.requireNonNullElse(change.quota(), before.quota());
        checks.quota(quota, "quota");
        checks.done();
        accounts.change(db -> {
            Accounts.update(db, who.organizationId(), name, quota);
            OrganizationView after = new OrganizationView(before.id(), name, quota);
            audit.record(db, who, "organization.change", before.id(), view(before), after);
            return true;
        });
        return view(current());
    }

    private Organization current() {
        return Objects.requireNonNull(
                accounts.snapshot().organizations().get(actor.get().organizationId()));
    }

    private static OrganizationView view(Organization row) {
        return new OrganizationView(row.id(), row.displayName(), row.quota());
    }

    /**
     * An organization as the API shows it.
     *
     * @param id opaque id
     * @param displayName name for people
     * @param quota limits of all its integrations together
     */
    record OrganizationView(String id, String displayName, Quota quota) {}

    /**
     * What shall change; null stays.
     *
     * @param displayName name for people
     * @param quota limits
     */
    record OrganizationChange(
            @Nullable String displayName, @Nullable Quota quota) {}
}
