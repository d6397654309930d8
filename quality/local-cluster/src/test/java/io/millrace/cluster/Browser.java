package io.millrace.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpCookie;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A browser with cookies of its own that follows redirects and fills in the provider's form. It runs no script. */
final class Browser {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final int MOST_REDIRECTS = 12;
    private static final Pattern FORM = Pattern.compile("<form[^>]* action=\"([^\"]+)\"");

    private final HttpClient http =
            HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).build();
    private final Map<String, Map<String, String>> cookies = new LinkedHashMap<>();

    /** Where it stands after the redirects: a page, or an address of the console's page, behind {@code #}. */
    record Place(URI address, int status, String body) {}

    /** Opens an address. */
    Place open(String address) {
        return follow(URI.create(address), null);
    }

    /** Fills in the form of a page with name and password, and sends it. */
    Place signIn(Place form, String user, String password) {
        Matcher action = FORM.matcher(form.body());
        if (!action.find()) {
            throw new AssertionError("no form at " + form.address() + ", status " + form.status());
        }
        URI target = form.address().resolve(action.group(1).replace("&amp;", "&"));
        return follow(target, "username=" + encoded(user) + "&password=" + encoded(password));
    }

    /** Reads an address of the console. */
    HttpResponse<String> get(String address) {
        return send(URI.create(address), null);
    }

    /** Names of the cookies of that address. */
    Set<String> cookieNames(String address) {
        return cookies.getOrDefault(URI.create(address).getAuthority(), Map.of())
                .keySet();
    }

    private Place follow(URI start, @Nullable String form) {
        URI address = start;
        HttpResponse<String> response = send(address, form);
        for (int i = 0; i < MOST_REDIRECTS; i++) {
            Optional<String> location = response.headers().firstValue("Location");
            if (response.statusCode() / 100 != 3 || location.isEmpty()) {
                return new Place(address, response.statusCode(), response.body());
            }
            address = address.resolve(location.get());
            if (address.getFragment() != null) {
                return new Place(address, response.statusCode(), "");
            }
            response = send(address, null);
        }
        throw new AssertionError("too many redirects, the last one to " + address);
    }

    private HttpResponse<String> send(URI address, @Nullable String form) {
        HttpRequest.Builder request = HttpRequest.newBuilder(address).timeout(LIMIT);
        Map<String, String> own = cookies.computeIfAbsent(address.getAuthority(), authority -> new LinkedHashMap<>());
        if (!own.isEmpty()) {
            request.header(
                    "Cookie",
                    own.entrySet().stream()
                            .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                            .collect(Collectors.joining("; ")));
        }
        if (form != null) {
            request.header("Content-Type", "application/x-www-form-urlencoded").POST(BodyPublishers.ofString(form));
        }
        try {
            HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
            response.headers().allValues("Set-Cookie").forEach(line -> keep(own, line));
            return response;
        } catch (IOException e) {
            throw new UncheckedIOException(address.toString(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    private static void keep(Map<String, String> own, String line) {
        int equals = line.indexOf('=');
        int end = line.indexOf(';') < 0 ? line.length() : line.indexOf(';');
        String name = line.substring(0, equals).strip();
        List<HttpCookie> parsed = HttpCookie.parse("Set-Cookie: " + line.replaceAll("(?i); *Expires=[^;]*", ""));
        if (parsed.get(0).getMaxAge() == 0) {
            own.remove(name);
        } else {
            own.put(name, line.substring(equals + 1, end));
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
