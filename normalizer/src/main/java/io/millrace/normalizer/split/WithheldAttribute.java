package io.millrace.normalizer.split;

import java.util.List;
import java.util.Set;

/**
 * An attribute that Claude Code leaves out while a switch is off, and sends on every such record while it is on.
 *
 * @param record event name without prefix, or span name
 * @param tools values of {@code tool_name} that have it, empty for all
 * @param onlyOfFailures whether only records with {@code success} false or {@code status} failed have it
 * @param key the attribute
 */
record WithheldAttribute(String record, Set<String> tools, boolean onlyOfFailures, String key) {

    /** On log records, behind OTEL_LOG_TOOL_DETAILS. */
    static final List<WithheldAttribute> OF_EVENTS = List.of(
            of("tool_decision", Set.of("Bash"), "tool_parameters"),
            of("tool_result", Set.of("Bash"), "tool_parameters"),
            of("tool_result", Set.of(), "tool_input"),
            new WithheldAttribute("tool_result", Set.of(), true, "error"),
            of("mcp_server_connection", Set.of(), "server_name"),
            new WithheldAttribute("mcp_server_connection", Set.of(), true, "error"));

    /** On spans, behind OTEL_LOG_TOOL_DETAILS. */
    static final List<WithheldAttribute> OF_SPANS = List.of(
            of("claude_code.tool", Set.of("Bash"), "full_command"),
            of("claude_code.tool", Set.of("Read", "Edit", "Write", "NotebookEdit"), "file_path"));

    /** On span events named tool.output, behind OTEL_LOG_TOOL_DETAILS; the tool is that of the span. */
    static final List<WithheldAttribute> OF_TOOL_OUTPUT =
            List.of(of("tool.output", Set.of("Bash"), "bash_command"), of("tool.output", Set.of("Read"), "file_path"));

    /**
     * All attributes that the switch governs, also those that are only sometimes there. One of them in a request says that the
     * switch was on: then what is absent was never there.
     */
    static final Set<String> GOVERNED = Set.of(
            "tool_decision/tool_parameters",
            "tool_result/tool_parameters",
            "tool_result/tool_input",
            "tool_result/error",
            "tool_result/vcs.ref.head.revision",
            "tool_result/vcs.ref.head.name",
            "tool_result/vcs.ref.head.type",
            "mcp_server_connection/server_name",
            "mcp_server_connection/error",
            "hook_registered/hook_matcher",
            "plugin_loaded/plugin.version",
            "claude_code.tool/full_command",
            "claude_code.tool/file_path",
            "claude_code.tool/skill_name",
            "claude_code.tool/subagent_type",
            "claude_code.tool/tool_input",
            "claude_code.hook/hook_definitions",
            "tool.output/bash_command",
            "tool.output/file_path");

    private static WithheldAttribute of(String record, Set<String> tools, String key) {
        return new WithheldAttribute(record, tools, false, key);
    }
}
