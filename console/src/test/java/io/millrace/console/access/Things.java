package io.millrace.console.access;

import io.millrace.console.Person;
import io.millrace.console.TestAccounts;
import java.util.List;
import java.util.Map;

/** An organization's things, for the paths that name one. */
record Things(Map<String, String> idByFolder) {
    static Things of(TestAccounts accounts) {
        Person owner = accounts.owner();
        String suffix = accounts.organizationId().substring(0, 8);
        String integration = owner.post(
                        "/api/integrations",
                        Map.of("displayName", "Secret " + suffix, "referenceName", "secret" + suffix))
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        String key = owner.post("/api/keys", Map.of("name", "Secret " + suffix, "kind", "query"))
                .then()
                .statusCode(201)
                .extract()
                .path("key.id");
        String invitation = owner.post("/api/invitations", Map.of("signInName", "secret@" + suffix, "role", "member"))
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        return new Things(Map.of(
                "users", accounts.owner().userId(),
                "integrations", integration,
                "keys", key,
                "invitations", invitation));
    }

    /** The path of a call with the id of a thing in it. */
    String path(String call) {
        String path = call.substring(call.indexOf(' ') + 1);
        return filled(path, idByFolder.getOrDefault(folder(path), "nothing"));
    }

    /** A path with something in the place of each parameter. */
    static String filled(String path, String id) {
        return path.replace("{kind}", "reports").replace("{version}", "1").replaceAll("\\{\\w+}", id);
    }

    /** Whether the call names one of these things. */
    boolean has(String call) {
        return call.contains("{id}") && idByFolder.containsKey(folder(call.substring(call.indexOf(' ') + 1)));
    }

    private static String folder(String path) {
        return path.replaceAll("^/api/([^/]*).*", "$1");
    }

    /** What nobody else may ever see. */
    List<String> secrets() {
        return List.copyOf(idByFolder.values());
    }
}
