package io.millrace.redaction.detect;

import java.util.List;
import java.util.Locale;

/** Names of attributes and JSON members whose value is a secret whatever it looks like. */
public final class SecretNames {
    /** Reason of what is taken out because of its name. */
    public static final String ID = "secret_name";

    private static final List<String> ENDINGS = List.of(
            "password",
            "passwd",
            "pwd",
            "passphrase",
            "secret",
            "secretkey",
            "secretaccesskey",
            "apikey",
            "accesstoken",
            "refreshtoken",
            "authtoken",
            "idtoken",
            "sessiontoken",
            "bearertoken",
            "accesskey",
            "privatekey",
            "authorization",
            "credentials",
            "cookie",
            "setcookie");

    /** One of these stands in every such name as people write it, in lower case. */
    static final List<String> LITERALS = List.of(
            "password",
            "passwd",
            "pwd",
            "passphrase",
            "pass_phrase",
            "pass-phrase",
            "secret",
            "token",
            "apikey",
            "api_key",
            "api-key",
            "api key",
            "accesskey",
            "access_key",
            "access-key",
            "access key",
            "privatekey",
            "private_key",
            "private-key",
            "private key",
            "authorization",
            "credentials",
            "cookie");

    private static final int LONGEST_TYPE = 40;

    private SecretNames() {}

    /** Whether the last words of the name say that it holds a secret. */
    public static boolean has(String name) {
        StringBuilder letters = new StringBuilder(name.length());
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (Characters.ALNUM.has(c)) {
                letters.append(c);
            }
        }
        String plain = letters.toString().toLowerCase(Locale.ROOT);
        if (plain.equals("token")) {
            return true;
        }
        for (String ending : ENDINGS) {
            if (plain.endsWith(ending)) {
                return true;
            }
        }
        return false;
    }

    /** Whether a type is named for what it stands for: {@code Token}, {@code TokenKind}, {@code SecretName}. */
    static boolean isType(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return name.length() <= LONGEST_TYPE && (lower.contains("token") || lower.contains("secret"));
    }

    /** Whether such a name's value may stay, because it only stands for a secret. */
    public static boolean isHarmless(String value) {
        return Placeholders.isOne(value);
    }
}
