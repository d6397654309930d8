package io.millrace.console.account;

import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jspecify.annotations.Nullable;

/**
 * What an identity provider says about a person.
 *
 * @param subject issuer and subject: who it is, for ever
 * @param signInName e-mail address, or the name at the provider
 * @param displayName name for people
 * @param address what the provider says about the e-mail address
 * @param groups groups
 */
record ProviderClaims(String subject, String signInName, String displayName, Address address, List<String> groups) {
    private static final int LONGEST_NAME = 320;
    private static final int LONGEST_DISPLAY_NAME = 200;

    ProviderClaims {
        groups = List.copyOf(groups);
    }

    /** The claims of an ID token whose signature, issuer, audience, nonce and times have been checked. */
    static ProviderClaims of(JsonWebToken token, String groupsClaim) {
        String subject = Objects.requireNonNull(token.getSubject(), "sub");
        String email = text(token.getClaim("email")).orElse("");
        String name = text(token.getClaim("preferred_username")).orElse(subject);
        String signInName = SignInService.normalized(email.isEmpty() ? name : email);
        return new ProviderClaims(
                token.getIssuer() + " " + subject,
                cut(signInName, LONGEST_NAME),
                cut(text(token.getClaim("name")).orElse(name), LONGEST_DISPLAY_NAME),
                address(email, text(token.getClaim("email_verified"))),
                groups(token, groupsClaim.split("/")));
    }

    private static Address address(String email, Optional<String> verified) {
        if (email.isEmpty() || verified.isEmpty()) {
            return Address.UNSAID;
        }
        return verified.get().equals("true") ? Address.VERIFIED : Address.UNVERIFIED;
    }

    private static List<String> groups(JsonWebToken token, String[] path) {
        Object value = token.getClaim(path[0]);
        for (int i = 1; i < path.length && value instanceof JsonObject object; i++) {
            value = object.get(path[i]);
        }
        return value instanceof Collection<?> several // a JSON array is one
                ? several.stream().flatMap(ProviderClaims::texts).toList()
                : texts(value).toList();
    }

    private static Stream<String> texts(@Nullable Object value) {
        return text(value).stream();
    }

    private static Optional<String> text(@Nullable Object value) {
        if (value instanceof JsonString string) {
            return Optional.of(string.getString());
        }
        if (value instanceof String || value instanceof Boolean || value instanceof JsonValue) {
            return Optional.of(value.toString()).filter(text -> !text.isBlank());
        }
        return Optional.empty();
    }

    private static String cut(String text, int longest) {
        String printable = text.replaceAll("\\p{Cntrl}", " ");
        return printable.length() <= longest ? printable : printable.substring(0, longest);
    }

    /** Whether an e-mail address is this person's. */
    enum Address {
        /** The provider vouches for it. */
        VERIFIED,
        /** The provider says that it may be anybody's. */
        UNVERIFIED,
        /** There is none, or the provider never says. */
        UNSAID
    }
}
