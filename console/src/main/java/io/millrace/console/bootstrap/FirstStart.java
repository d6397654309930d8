package io.millrace.console.bootstrap;

import io.millrace.console.ConsoleConfig;
import io.millrace.console.directory.AccountsDirectory;
import io.millrace.console.directory.DirectoryPublisher;
import io.millrace.console.store.Accounts;
import io.millrace.console.store.Database;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Makes the first accounts when there are none. The plan's file comes first, then the database, then the files for people, then the
 * plan's file goes: at every moment a kill leaves what the next start needs to go on.
 */
@Singleton
class FirstStart {
    private static final Logger LOG = Logger.getLogger(FirstStart.class);

    private final Path planFile;
    private final Database database;
    private final AccountsDirectory accounts;
    private final DirectoryPublisher publisher;
    private final FirstAccounts first;

    FirstStart(
            ConsoleConfig config,
            Database database,
            AccountsDirectory accounts,
            DirectoryPublisher publisher,
            FirstAccounts first) {
        this.planFile = config.dataDir().resolve("console").resolve("first-start.json");
        this.database = database;
        this.accounts = accounts;
        this.publisher = publisher;
        this.first = first;
    }

    void start(@Observes StartupEvent event) {
        makeFirstAccounts();
        publisher.start();
    }

    /** The plan whose files are still to be written. */
    Optional<FirstStartPlan> unfinished() {
        return PrivateFiles.read(planFile, FirstStartPlan.class);
    }

    /** Forgets the secrets: they have been handed over. */
    void finished() {
        PrivateFiles.delete(planFile);
    }

    private void makeFirstAccounts() {
        if (database.read(Accounts::organizations).isEmpty()) {
            FirstStartPlan plan = unfinished().orElseGet(() -> {
                FirstStartPlan made = first.plan();
                PrivateFiles.write(planFile, made);
                return made;
            });
            boolean mine = accounts.change(db -> Accounts.organizations(db).isEmpty() && first.insert(db, plan));
            if (mine) {
                LOG.infof("first accounts made, organization=%s", plan.organizationId());
            }
        }
        boolean foreign = unfinished()
                .filter(plan -> database.read(db -> Accounts.user(db, plan.organizationId(), plan.userId()))
                        .isEmpty())
                .isPresent();
        if (foreign) {
            finished(); // another console over the same database was first; its files hold the secrets
        }
    }
}
