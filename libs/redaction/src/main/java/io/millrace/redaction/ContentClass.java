package io.millrace.redaction;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Kinds of content that a rule may take out whole, by the keys under which agents send them. */
@SuppressWarnings("ImmutableEnumChecker") // the sets are made by Set.of
enum ContentClass {
    /** What people and the client ask of the model. */
    PROMPT(
            Set.of(
                    "prompt",
                    "prompt_text",
                    "user_prompt",
                    "new_context",
                    "system_prompt",
                    "system_prompt_preview",
                    "user_system_prompt",
                    "system_reminders",
                    "gen_ai.prompt",
                    "gen_ai.input.messages",
                    "gen_ai.system_instructions"),
            Set.of()),
    /** What the model answers. */
    RESPONSE(Set.of("response", "response.model_output", "gen_ai.completion", "gen_ai.output.messages"), Set.of()),
    /** What tools are called with. */
    TOOL_INPUT(
            Set.of(
                    "tool_input",
                    "tool_parameters",
                    "full_command",
                    "bash_command",
                    "file_path",
                    "hook_definitions",
                    "gen_ai.tool.call.arguments"),
            Set.of("bash_command", "file_path")),
    /** What tools answer. */
    TOOL_OUTPUT(Set.of("tool_output", "gen_ai.tool.call.result"), Set.of("output", "content", "diff")),
    /** Whole requests and answers of the model's API. */
    RAW_API_BODY(Set.of("body", "body_ref"), Set.of()),
    /** Who it was and on which machine. */
    IDENTITY(
            Set.of(
                    "user.id",
                    "user.email",
                    "user.name",
                    "user.account_uuid",
                    "user.account_id",
                    "user.groups",
                    "organization.id",
                    "enduser.id",
                    "host.name",
                    "host.id",
                    "workspace.host_paths"),
            Set.of());

    private final Set<String> keys;
    private final Set<String> eventKeys;

    ContentClass(Set<String> keys, Set<String> eventKeys) {
        this.keys = keys;
        this.eventKeys = eventKeys;
    }

    /** The class with this name in rules, such as {@code tool_input}. */
    static Optional<ContentClass> named(String name) {
        for (ContentClass contentClass : values()) {
            if (contentClass.name().toLowerCase(Locale.ROOT).equals(name)) {
                return Optional.of(contentClass);
            }
        }
        return Optional.empty();
    }

    /**
     * Whether the place is of the class: an attribute with one of the keys, or what stands below it.
     *
     * @param key key of the attribute
     * @param rest the key, and the path below it without indexes
     */
    boolean holds(Location location, String key, String rest) {
        if (!location.holdsAttributes()) {
            return false;
        }
        // the key's own points do not end it: prompt.id is no part of prompt
        int end = Math.min(key.length(), rest.length());
        while (!holds(location, rest.substring(0, end))) {
            if (end == rest.length()) {
                return false;
            }
            int point = rest.indexOf('.', end + 1);
            end = point < 0 ? rest.length() : point;
        }
        return true;
    }

    private boolean holds(Location location, String key) {
        return keys.contains(key) || (location == Location.EVENT_ATTRIBUTES && eventKeys.contains(key));
    }
}
