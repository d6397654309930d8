package io.millrace.console.access;

import io.millrace.console.PublicUrl;
import io.millrace.console.store.Ids;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.NewCookie;
import java.time.Duration;
import java.util.Optional;

/** The cookie of a session and the token that proves that a request comes from our page. */
@Singleton
public class SessionCookies {
    /** Header in which the page sends the token with every request that changes something. */
    public static final String CSRF_HEADER = "X-Millrace-CSRF";

    private static final String PLAIN = "millrace_session";
    private static final String SECURE = "__Host-millrace_session";

    private final PublicUrl publicUrl;

    SessionCookies(PublicUrl publicUrl) {
        this.publicUrl = publicUrl;
    }

    /** The secret in a request's cookie. */
    public Optional<String> secret(HttpServerRequest request) {
        Cookie cookie = request.getCookie(name());
        return cookie == null || cookie.getValue().isEmpty() ? Optional.empty() : Optional.of(cookie.getValue());
    }

    /** A cookie for a new session. */
    public NewCookie cookie(String secret, Duration longest) {
        return new NewCookie.Builder(name())
                .value(secret)
                .path("/")
                .maxAge((int) longest.toSeconds())
                .httpOnly(true)
                .secure(publicUrl.secure())
                .sameSite(NewCookie.SameSite.STRICT)
                .build();
    }

    /** A cookie that takes the session's one away. */
    public NewCookie noCookie() {
        return cookie("", Duration.ZERO);
    }

    /** The token of a session; another site cannot know it. */
    public static String csrfToken(String secret) {
        return Ids.digest("csrf " + secret).substring(0, 40);
    }

    private String name() {
        return publicUrl.secure() ? SECURE : PLAIN;
    }
}
