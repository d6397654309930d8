package io.millrace.console.creation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.console.access.Actor;
import io.millrace.console.directory.AccountsDirectory;
import io.millrace.console.problem.Checks;
import io.millrace.console.problem.ProblemException;
import io.millrace.console.store.Idempotency;
import io.millrace.console.store.Ids;
import io.smallrye.common.annotation.Identifier;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import org.jspecify.annotations.Nullable;

/** Makes things once, however often a request with the same {@code Idempotency-Key} is sent. */
@Singleton
public class Creations {
    /** Header with which a client names a request that it may send again. */
    public static final String HEADER = "Idempotency-Key";

    private static final int LONGEST_KEY = 200;
    private static final Duration KEPT = Duration.ofDays(1);

    private final AccountsDirectory accounts;
    private final ObjectMapper json;
    private final Clock clock;

    Creations(AccountsDirectory accounts, ObjectMapper json, @Identifier("console") Clock clock) {
        this.accounts = accounts;
        this.json = json;
        this.clock = clock;
    }

    /**
     * Makes a thing unless an earlier request with this key did.
     *
     * @param requestKey value of the header, or null
     * @param kind kind of the thing
     * @param request body of the request
     * @param make makes it in the transaction and gives its id
     * @return the id, and whether it was made now
     */
    public Created create(
            Actor actor, @Nullable String requestKey, String kind, Object request, Function<Handle, String> make) {
        if (requestKey == null) {
            return new Created(accounts.change(make), true);
        }
        Checks checks = new Checks();
        String key = checks.text(requestKey, HEADER, LONGEST_KEY);
        checks.done();
        String digest = digest(kind, request);
        try {
            return accounts.change(db -> {
                Idempotency.deleteBefore(db, clock.instant().minus(KEPT));
                Optional<Idempotency.Made> made = Idempotency.find(db, actor.organizationId(), key);
                return made.map(earlier -> replay(earlier, digest)).orElseGet(() -> {
                    String id = make.apply(db);
                    Idempotency.insert(
                            db, actor.organizationId(), key, new Idempotency.Made(digest, id), clock.instant());
                    return new Created(id, true);
                });
            });
        } catch (UnableToExecuteStatementException e) {
            throw ProblemException.conflict(
                    "It exists already, or a request with the same " + HEADER + " is under way.");
        }
    }

    private static Created replay(Idempotency.Made earlier, String digest) {
        if (!earlier.requestDigest().equals(digest)) {
            throw ProblemException.conflict("This " + HEADER + " was used with another request.");
        }
        return new Created(earlier.resourceId(), false);
    }

    private String digest(String kind, Object request) {
        try {
            return Ids.digest(kind + " " + json.writeValueAsString(request));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("cannot be written as JSON: " + request.getClass(), e);
        }
    }

    /**
     * What became of a creation.
     *
     * @param id id of the thing
     * @param now whether it was made by this request
     */
    public record Created(String id, boolean now) {}
}
