package io.millrace.telemetry.event;

import static io.millrace.telemetry.event.ColumnType.BOOLEAN;
import static io.millrace.telemetry.event.ColumnType.DOUBLE;
import static io.millrace.telemetry.event.ColumnType.LONG;
import static io.millrace.telemetry.event.ColumnType.STRING;

import io.millrace.telemetry.Signal;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Attributes that have a column of their own in every table. Ids from 200 belong to this list. */
final class PromotedColumns {
    private static final Set<Signal> ALL = EnumSet.allOf(Signal.class);

    static final List<Column> LIST = List.of(
            promoted(200, "session_id", STRING, "Session of the agent.", "session.id"),
            promoted(201, "user_id", STRING, "Anonymous id of the installation.", "user.id"),
            promoted(202, "user_email", STRING, "E-mail of the signed-in user.", "user.email"),
            promoted(203, "user_account_uuid", STRING, "Account of the signed-in user.", "user.account_uuid"),
            promoted(204, "user_account_id", STRING, "Tagged id of the account.", "user.account_id"),
            promoted(
                    205,
                    "organization_id",
                    STRING,
                    "The client's own organization, not the tenant.",
                    "organization.id"),
            promoted(206, "terminal_type", STRING, "Terminal or editor.", "terminal.type"),
            promoted(207, "app_version", STRING, "Version of the client.", "app.version"),
            promoted(208, "app_entrypoint", STRING, "How the client was started.", "app.entrypoint"),
            promoted(209, "provider", STRING, "Provider of the model.", "anthropic.provider"),
            promoted(210, "model", STRING, "Model.", "model", "gen_ai.request.model"),
            promoted(211, "tool_name", STRING, "Tool.", "tool_name", "gen_ai.tool.name"),
            promoted(212, "tool_use_id", STRING, "Id of the tool call.", "tool_use_id", "gen_ai.tool.call.id"),
            promoted(213, "tool_source", STRING, "Where the tool comes from.", "tool_source"),
            promoted(214, "decision", STRING, "accept or reject.", "decision"),
            promoted(215, "source", STRING, "Who decided.", "source"),
            promoted(216, "decision_source", STRING, "Who decided, on tool results.", "decision_source"),
            promoted(217, "decision_type", STRING, "accept or reject, on tool results.", "decision_type"),
            promoted(218, "permission_mode", STRING, "Permission mode.", "permission_mode"),
            promoted(219, "success", BOOLEAN, "Whether it went well.", "success"),
            promoted(220, "error", STRING, "Error text or category.", "error"),
            promoted(221, "error_type", STRING, "Kind of error.", "error_type", "error.type"),
            promoted(222, "status_code", LONG, "HTTP status of the model API.", "status_code"),
            promoted(223, "attempt", LONG, "Number of tries.", "attempt"),
            promoted(224, "cost_usd", DOUBLE, "Estimated cost in USD.", "cost_usd"),
            promoted(225, "input_tokens", LONG, "Input tokens.", "input_tokens"),
            promoted(226, "output_tokens", LONG, "Output tokens.", "output_tokens"),
            promoted(227, "cache_read_tokens", LONG, "Tokens read from the cache.", "cache_read_tokens"),
            promoted(228, "cache_creation_tokens", LONG, "Tokens written to the cache.", "cache_creation_tokens"),
            promoted(229, "ttft_ms", DOUBLE, "Time to the first token in ms.", "ttft_ms"),
            promoted(230, "stop_reason", STRING, "Why the model stopped.", "stop_reason"),
            promoted(231, "prompt_id", STRING, "Prompt that led to it.", "prompt.id"),
            promoted(
                    232,
                    "prompt_length",
                    LONG,
                    "Length of the prompt in characters.",
                    "prompt_length",
                    "user_prompt_length"),
            promoted(233, "request_id", STRING, "Id of the API request.", "request_id"),
            promoted(234, "query_source", STRING, "What part of the client asked.", "query_source"),
            promoted(235, "effort", STRING, "Effort.", "effort"),
            promoted(236, "speed", STRING, "normal or fast.", "speed"),
            promoted(237, "agent_id", STRING, "Sub-agent run.", "agent_id"),
            promoted(238, "agent_name", STRING, "Sub-agent.", "agent.name"),
            promoted(239, "skill_name", STRING, "Skill.", "skill.name", "skill_name"),
            promoted(240, "plugin_name", STRING, "Plug-in.", "plugin.name"),
            promoted(
                    241,
                    "mcp_server_name",
                    STRING,
                    "MCP server.",
                    "mcp_server.name",
                    "anthropic.mcp.server.name",
                    "server_name"),
            promoted(242, "mcp_tool_name", STRING, "MCP tool.", "mcp_tool.name"),
            promoted(243, "command_name", STRING, "Slash command.", "command_name"),
            promoted(244, "event_sequence", LONG, "Order of events inside a process.", "event.sequence"),
            promoted(245, "type", STRING, "Kind of tokens, lines or time.", "type"),
            promoted(246, "start_type", STRING, "fresh, resume or continue.", "start_type"),
            promoted(247, "language", STRING, "Programming language of an edit.", "language"),
            promoted(248, "span_type", STRING, "Kind of span.", "span.type"),
            promoted(249, "repository", STRING, "Repository.", "vcs.repository.name"),
            promoted(250, "team_id", STRING, "Team, from the resource attributes.", "team.id"),
            promoted(
                    251,
                    "cache_creation_5m_tokens",
                    LONG,
                    "Tokens written to the cache for 5 minutes.",
                    "cache_creation_5m_tokens"),
            promoted(
                    252,
                    "cache_creation_1h_tokens",
                    LONG,
                    "Tokens written to the cache for an hour.",
                    "cache_creation_1h_tokens"),
            promoted(253, "cost_usd_micros", LONG, "Estimated cost in millionths of a USD.", "cost_usd_micros"),
            promoted(254, "client_request_id", STRING, "The client's own id of the API request.", "client_request_id"),
            promoted(255, "agent_type", STRING, "Kind of sub-agent.", "agent_type", "subagent_type"),
            promoted(256, "parent_agent_id", STRING, "Sub-agent run that started it.", "parent_agent_id"),
            promoted(257, "marketplace_name", STRING, "Marketplace of the plug-in.", "marketplace.name"),
            promoted(258, "team_name", STRING, "Name of the team, from the resource attributes.", "team.name"),
            promoted(259, "department", STRING, "Department, from the resource attributes.", "department"),
            promoted(260, "cost_center", STRING, "Cost center, from the resource attributes.", "cost_center"),
            promoted(261, "vcs_owner_name", STRING, "Owner of the repository.", "vcs.owner.name"),
            promoted(262, "vcs_ref_head_name", STRING, "Branch of a commit.", "vcs.ref.head.name"),
            promoted(263, "vcs_ref_head_revision", STRING, "Revision of a commit.", "vcs.ref.head.revision"));

    private PromotedColumns() {}

    private static Column promoted(int id, String name, ColumnType type, String description, String... keys) {
        return new Column(id, name, type, false, ALL, List.of(keys), description);
    }
}
