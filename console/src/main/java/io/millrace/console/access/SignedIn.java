package io.millrace.console.access;

import io.millrace.console.directory.AccountsDirectory;
import io.millrace.console.problem.ProblemException;
import io.millrace.console.store.SessionRow;
import io.millrace.console.store.User;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Tells from a request's cookie who is signed in. Behind a proxy, since filters are made before the configuration is read. */
@ApplicationScoped
class SignedIn {
    private static final Set<HttpMethod> CHANGE_NOTHING = Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

    private final AccountsDirectory accounts;
    private final SignedInSessions sessions;
    private final SessionCookies cookies;

    SignedIn(AccountsDirectory accounts, SignedInSessions sessions, SessionCookies cookies) {
        this.accounts = accounts;
        this.sessions = sessions;
        this.cookies = cookies;
    }

    /**
     * The actor of a session. Blocks.
     *
     * @param withGivenPassword whether a user who has yet to set an own password may pass
     * @throws ProblemException 401 without a session, 403 without the page's token
     */
    Actor actor(HttpServerRequest request, boolean withGivenPassword) {
        String secret = cookies.secret(request)
                .orElseThrow(() -> ProblemException.unauthorized("Sign in, or send a key of the kind admin."));
        SessionRow session = sessions.findAndNote(secret)
                .orElseThrow(() -> ProblemException.unauthorized("Your session has ended. Sign in again."));
        if (!comesFromOurPage(request, secret)) {
            throw ProblemException.forbidden("The header " + SessionCookies.CSRF_HEADER
                    + " is missing or wrong; GET /api/session gives its value.");
        }
        User user = accounts.snapshot()
                .activeUser(session.userId())
                .orElseThrow(() -> ProblemException.unauthorized("Your user was removed."));
        if (user.mustSetPassword() && !withGivenPassword) {
            throw ProblemException.forbidden("Set your own password first.");
        }
        return new Actor(
                user.organizationId(),
                user.id(),
                user.name(),
                user.role(),
                Actor.Kind.SESSION,
                ClientAddress.of(request),
                Optional.of(session.tokenDigest()));
    }

    /** The user who is signed in with an own password, if any. Never blocks. */
    Optional<User> user(HttpServerRequest request) {
        return cookies.secret(request)
                .filter(secret -> comesFromOurPage(request, secret))
                .flatMap(sessions::find)
                .flatMap(session -> accounts.snapshot().activeUser(session.userId()))
                .filter(user -> !user.mustSetPassword());
    }

    /** What the user with this id is called. */
    String userName(String userId) {
        return accounts.snapshot().activeUser(userId).map(User::name).orElse(userId);
    }

    private static boolean comesFromOurPage(HttpServerRequest request, String secret) {
        @Nullable String token = request.getHeader(SessionCookies.CSRF_HEADER);
        return CHANGE_NOTHING.contains(request.method())
                || (token != null
                        && MessageDigest.isEqual(
                                token.getBytes(StandardCharsets.UTF_8),
                                SessionCookies.csrfToken(secret).getBytes(StandardCharsets.UTF_8)));
    }
}
