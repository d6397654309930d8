package io.millrace.console.query;

import java.util.List;

/** Columns that the views read from attributes, for what people ask most and reports do not group by. */
final class VirtualColumns {
    private static final String MARKER = "'<REDACTED>'";

    static final List<ViewColumn> LIST = List.of(
            text("prompt", "Text of the prompt, or <REDACTED>.", "prompt", "user_prompt"),
            text("prompt_text", "The same text as newer clients send it.", "prompt_text"),
            text("response", "Text of the answer, or <REDACTED>.", "response", "response.model_output"),
            text("tool_parameters", "Parameters of a tool call as JSON text.", "tool_parameters"),
            text("tool_input", "Input of a tool call as JSON text.", "tool_input"),
            new ViewColumn("command", "VARCHAR", command(), "Shell command of a tool call."),
            text("file_path", "File of a tool call.", "file_path"),
            text("command_source", "Where a slash command comes from.", "command_source"),
            number("response_length", "Length of the answer in characters.", "response_length"),
            number("tool_result_size_bytes", "Size of a tool's result.", "tool_result_size_bytes"),
            number("tool_input_size_bytes", "Size of a tool's input.", "tool_input_size_bytes"),
            number("result_tokens", "Tokens of a tool's result.", "result_tokens"),
            text("message_uuid", "Id of the message.", "message.uuid"),
            text("hook_event", "Event that a hook listens to.", "hook_event"),
            text("hook_name", "Name of a hook.", "hook_name"),
            text("permission_from_mode", "Permission mode before a change.", "from_mode"),
            text("permission_to_mode", "Permission mode after a change.", "to_mode"),
            resource("os_type", "Operating system.", "os.type"),
            resource("os_version", "Version of the operating system.", "os.version"),
            resource("host_arch", "Architecture of the machine.", "host.arch"),
            resource("host_name", "Name of the machine, if the client sends it.", "host.name"));

    private VirtualColumns() {}

    private static ViewColumn text(String name, String description, String... keys) {
        return new ViewColumn(name, "VARCHAR", firstOf("attributes", keys), description);
    }

    private static ViewColumn number(String name, String description, String... keys) {
        return new ViewColumn(name, "BIGINT", "try_cast(" + firstOf("attributes", keys) + " AS BIGINT)", description);
    }

    private static ViewColumn resource(String name, String description, String key) {
        return new ViewColumn(
                name,
                "VARCHAR",
                "coalesce(" + attribute("attributes", key) + ", " + attribute("resource_attributes", key) + ")",
                description);
    }

    private static String firstOf(String column, String... keys) {
        if (keys.length == 1) {
            return attribute(column, keys[0]);
        }
        StringBuilder sql = new StringBuilder("coalesce(");
        for (int i = 0; i < keys.length; i++) {
            sql.append(i == 0 ? "" : ", ").append(attribute(column, keys[i]));
        }
        return sql.append(')').toString();
    }

    private static String attribute(String column, String key) {
        return "json_extract_string(" + column + ", '$.\"" + key + "\"')";
    }

    private static String command() {
        String parameters = attribute("attributes", "tool_parameters");
        return "coalesce("
                + attribute("attributes", "full_command")
                + ", CASE WHEN " + parameters + " = " + MARKER + " THEN " + MARKER
                + " WHEN json_valid(" + parameters + ") THEN coalesce("
                + "json_extract_string(" + parameters + ", '$.full_command'), "
                + "json_extract_string(" + parameters + ", '$.bash_command')) END)";
    }
}
