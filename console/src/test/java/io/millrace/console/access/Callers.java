package io.millrace.console.access;

import static io.millrace.console.TestAccounts.bean;

import io.millrace.console.Person;
import io.millrace.console.TestAccounts;
import io.millrace.console.directory.AccountsDirectory;
import io.millrace.console.store.Ids;
import io.millrace.console.store.SessionRow;
import io.millrace.console.store.Sessions;
import java.net.http.HttpRequest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/** One of each kind that may send a request to the console. */
final class Callers {
    private static final String COOKIE = "millrace_session=";
    private static final String TOKEN = "X-Millrace-CSRF";

    private Callers() {}

    /** What each puts into its requests. */
    static Map<String, Consumer<HttpRequest.Builder>> of(TestAccounts accounts) {
        Map<String, Consumer<HttpRequest.Builder>> callers = new LinkedHashMap<>();
        callers.put("nobody", request -> {});
        callers.put("expired", session(expired(accounts.owner())));
        callers.put("garbage", bearer("mr_garbage"));
        callers.put(
                "foreign-page",
                request -> request.header("Cookie", COOKIE + accounts.owner().cookie()));
        callers.put("ingest-key", bearer(accounts.key("ingest")));
        callers.put("query-key", bearer(accounts.key("query")));
        callers.put("admin-key", bearer(accounts.key("admin")));
        callers.put("newcomer", session(accounts.newcomer()));
        callers.put("member", session(accounts.member()));
        callers.put("admin", session(accounts.admin()));
        callers.put("owner", session(accounts.owner()));
        return callers;
    }

    /** A browser that has signed in. */
    static Consumer<HttpRequest.Builder> session(Person person) {
        return request -> request.header("Cookie", COOKIE + person.cookie()).header(TOKEN, person.csrfToken());
    }

    private static Consumer<HttpRequest.Builder> bearer(String key) {
        return request -> request.header("Authorization", "Bearer " + key);
    }

    private static Person expired(Person person) {
        String secret = bean(Ids.class).secret();
        Instant now = Clock.systemUTC().instant().truncatedTo(ChronoUnit.MILLIS);
        bean(AccountsDirectory.class).change(db -> {
            Sessions.insert(
                    db,
                    new SessionRow(
                            Ids.digest(secret),
                            person.userId(),
                            now.minus(Duration.ofDays(8)),
                            now,
                            now.minusSeconds(1),
                            "",
                            ""));
            return true;
        });
        return new Person(person.userId(), secret, SessionCookies.csrfToken(secret));
    }
}
