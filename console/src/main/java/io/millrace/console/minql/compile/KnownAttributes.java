package io.millrace.console.minql.compile;

import io.millrace.telemetry.event.Column;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Attribute keys that Claude Code is known to send, so that a misspelt one is noticed before data has come. */
final class KnownAttributes {
    private static final String KEYS =
            "prompt prompt_text prompt_length user_prompt message.uuid command_name command_source response"
                    + " response_length cache_creation_5m_tokens cache_creation_1h_tokens cost_usd_micros client_request_id"
                    + " marketplace.name total_attempts total_retry_duration_ms server_fallback_hop category body_ref body_length"
                    + " request_body_id message.id tool_parameters tool_input tool_input_size_bytes tool_result_size_bytes"
                    + " mcp_server_scope invocation_trigger skill.source skill.kind agent_type agent.source is_built_in is_async"
                    + " total_tokens total_tool_uses final_model model_swapped hook_event hook_type hook_source hook_matcher hook_name"
                    + " num_hooks num_success num_blocking num_non_blocking_error num_cancelled total_duration_ms managed_only"
                    + " transport_type server_scope is_plugin error_code plugin.version plugin.scope enabled_via has_hooks has_mcp"
                    + " from_mode to_mode trigger mention_type pre_tokens post_tokens result action auth_method error_category"
                    + " error_name event_type survey_type gen_ai.system gen_ai.operation.name gen_ai.conversation.id"
                    + " gen_ai.provider.name interaction.sequence interaction.duration_ms first_content_ms error_class parent_agent_id"
                    + " workflow.run_id workflow.name file_path full_command bash_command_class bash_argv0 subagent_type result_tokens"
                    + " os.type os.version host.arch host.name host.id event.name event.timestamp vcs.repository.url.full"
                    + " vcs.owner.name vcs.provider.name vcs.ref.head.name vcs.ref.head.revision anthropic.plan status"
                    + " tool_class classifier_category sandbox_enabled sandbox_violation_count";

    private static final Map<String, Set<String>> BY_ALIAS = byAlias();

    private KnownAttributes() {}

    /** Aliases of all known attributes. */
    static Set<String> aliases() {
        return BY_ALIAS.keySet();
    }

    /** Whether a text, {@code {0}}, is one of the known keys, as SQL of both engines. */
    static String isOne() {
        return BY_ALIAS.values().stream()
                .flatMap(Set::stream)
                .map(key -> "'" + key + "'")
                .collect(Collectors.joining(", ", "({0} IN (", "))"));
    }

    /** Known keys with this alias. */
    static Set<String> keysOf(String alias) {
        return BY_ALIAS.getOrDefault(alias, Set.of());
    }

    private static Map<String, Set<String>> byAlias() {
        Map<String, Set<String>> byAlias = new LinkedHashMap<>();
        Stream.concat(Names.promoted().map(Column::attributeKeys).flatMap(List::stream), Stream.of(KEYS.split(" ")))
                .forEach(key -> byAlias.computeIfAbsent(Names.alias(key), a -> new LinkedHashSet<>())
                        .add(key));
        return byAlias;
    }
}
