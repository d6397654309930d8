package io.millrace.redaction.detect;

import static io.millrace.redaction.detect.Characters.ALNUM;
import static io.millrace.redaction.detect.Characters.BASE32;
import static io.millrace.redaction.detect.Characters.HEX;
import static io.millrace.redaction.detect.Characters.URL_BASE64;
import static io.millrace.redaction.detect.Characters.WORD;
import static io.millrace.redaction.detect.DetectorGroup.CHAT_TOKENS;
import static io.millrace.redaction.detect.DetectorGroup.CLOUD_KEYS;
import static io.millrace.redaction.detect.DetectorGroup.PROVIDER_KEYS;
import static io.millrace.redaction.detect.DetectorGroup.SOURCE_HOST_TOKENS;

import java.util.List;

/** Tokens that their issuers gave a prefix. A longer prefix stands before a shorter one it begins with. */
final class TokenFormats {
    static final List<Detector> LIST = List.of(
            new TokenDetector("millrace_key", PROVIDER_KEYS, "mr_", WORD, 30, TokenCheck.MILLRACE),
            provider("anthropic_key", "sk-ant-", URL_BASE64, 20),
            provider("openai_key", "sk-proj-", URL_BASE64, 20),
            provider("openai_service_key", "sk-svcacct-", URL_BASE64, 20),
            provider("openai_admin_key", "sk-admin-", URL_BASE64, 20),
            provider("openrouter_key", "sk-or-v1-", ALNUM, 32),
            provider("openai_legacy_key", "sk-", ALNUM, 32),
            provider("google_api_key", "AIza", URL_BASE64, 35),
            provider("groq_key", "gsk_", ALNUM, 40),
            provider("xai_key", "xai-", ALNUM, 60),
            provider("hugging_face_token", "hf_", ALNUM, 30),
            provider("replicate_token", "r8_", ALNUM, 32),
            provider("perplexity_key", "pplx-", ALNUM, 40),
            provider("stripe_live_key", "sk_live_", ALNUM, 16),
            provider("stripe_test_key", "sk_test_", ALNUM, 16),
            provider("stripe_restricted_live_key", "rk_live_", ALNUM, 16),
            provider("stripe_restricted_test_key", "rk_test_", ALNUM, 16),
            provider("stripe_webhook_secret", "whsec_", ALNUM, 24),
            provider("sendgrid_key", "SG.", Characters.CREDENTIAL, 60),
            new MailgunKeys(),
            provider("shopify_token", "shpat_", HEX, 32),
            provider("shopify_secret", "shpss_", HEX, 32),
            provider("square_token", "sq0atp-", URL_BASE64, 22),
            provider("square_secret", "sq0csp-", URL_BASE64, 40),
            provider("linear_key", "lin_api_", ALNUM, 32),
            provider("notion_token", "ntn_", ALNUM, 40),
            provider("postman_key", "PMAK-", URL_BASE64, 40),
            provider("grafana_token", "glsa_", WORD, 32),
            provider("grafana_cloud_token", "glc_", Characters.BASE64, 32),
            provider("new_relic_key", "NRAK-", ALNUM, 24),
            provider("sentry_token", "sntrys_", Characters.CREDENTIAL, 40),
            provider("figma_token", "figd_", URL_BASE64, 32),
            provider("doppler_token", "dp.pt.", ALNUM, 32),
            provider("age_secret_key", "AGE-SECRET-KEY-1", ALNUM, 50),
            cloud("aws_access_key", "AKIA", BASE32, 16),
            cloud("aws_temporary_key", "ASIA", BASE32, 16),
            cloud("aws_bearer_token", "ABIA", BASE32, 16),
            cloud("google_oauth_token", "ya29.", URL_BASE64, 20),
            cloud("google_oauth_secret", "GOCSPX-", URL_BASE64, 24),
            cloud("digitalocean_token", "dop_v1_", HEX, 64),
            cloud("digitalocean_oauth_token", "doo_v1_", HEX, 64),
            cloud("databricks_token", "dapi", HEX, 32),
            cloud("vault_token", "hvs.", URL_BASE64, 24),
            cloud("vault_batch_token", "hvb.", URL_BASE64, 24),
            cloud("heroku_key", "HRKU-", URL_BASE64, 30),
            cloud("pulumi_token", "pul-", HEX, 40),
            cloud("planetscale_token", "pscale_tkn_", Characters.CREDENTIAL, 32),
            cloud("supabase_token", "sbp_", HEX, 40),
            new SasSignatures(),
            new InnerMarkDetector("azure_client_secret", "Q~", true, Characters.CREDENTIAL, 4, 31, false),
            new InnerMarkDetector("azure_devops_token", "AZDO", false, ALNUM, 76, 4, true),
            new InnerMarkDetector("azure_service_key", "JQQJ99", false, ALNUM, 52, 26, true),
            checked("github_token", "ghp_"),
            checked("github_oauth_token", "gho_"),
            checked("github_user_token", "ghu_"),
            checked("github_server_token", "ghs_"),
            checked("github_refresh_token", "ghr_"),
            host("github_fine_grained_token", "github_pat_", WORD, 50),
            host("gitlab_token", "glpat-", URL_BASE64, 20),
            host("gitlab_deploy_token", "gldt-", URL_BASE64, 20),
            host("gitlab_runner_token", "glrt-", URL_BASE64, 20),
            host("gitlab_trigger_token", "glptt-", URL_BASE64, 20),
            host("bitbucket_token", "ATBB", ALNUM, 24),
            host("atlassian_token", "ATATT3x", Characters.CREDENTIAL, 50),
            checked("npm_token", "npm_"),
            host("pypi_token", "pypi-AgEIcHlwaS5vcmc", URL_BASE64, 50),
            host("docker_token", "dckr_pat_", URL_BASE64, 24),
            host("rubygems_key", "rubygems_", HEX, 40),
            chat("slack_bot_token", "xoxb-", URL_BASE64, 20),
            chat("slack_user_token", "xoxp-", URL_BASE64, 20),
            chat("slack_workspace_token", "xoxa-", URL_BASE64, 20),
            chat("slack_refresh_token", "xoxr-", URL_BASE64, 20),
            chat("slack_session_token", "xoxs-", URL_BASE64, 20),
            chat("slack_app_token", "xapp-", URL_BASE64, 20),
            chat("slack_configuration_token", "xoxe.xox", Characters.CREDENTIAL, 20),
            chat("slack_configuration_refresh_token", "xoxe-", URL_BASE64, 20),
            chat("slack_client_token", "xoxc-", URL_BASE64, 20),
            chat("slack_cookie", "xoxd-", Characters.ENCODED, 20),
            new TelegramDetector(),
            chat("teams_webhook", "webhook.office.com/webhookb2/", Characters.ENCODED, 40),
            chat("teams_legacy_webhook", "outlook.office.com/webhook/", Characters.ENCODED, 40),
            chat("slack_webhook", "hooks.slack.com/services/", Characters.CREDENTIAL, 20),
            chat("discord_webhook", "discord.com/api/webhooks/", Characters.CREDENTIAL, 30),
            chat("discord_legacy_webhook", "discordapp.com/api/webhooks/", Characters.CREDENTIAL, 30));

    private TokenFormats() {}

    private static Detector provider(String id, String prefix, Characters characters, int minLength) {
        return new TokenDetector(id, PROVIDER_KEYS, prefix, characters, minLength, TokenCheck.NONE);
    }

    private static Detector cloud(String id, String prefix, Characters characters, int minLength) {
        return new TokenDetector(id, CLOUD_KEYS, prefix, characters, minLength, TokenCheck.NONE);
    }

    private static Detector host(String id, String prefix, Characters characters, int minLength) {
        return new TokenDetector(id, SOURCE_HOST_TOKENS, prefix, characters, minLength, TokenCheck.NONE);
    }

    private static Detector checked(String id, String prefix) {
        return new TokenDetector(id, SOURCE_HOST_TOKENS, prefix, ALNUM, 36, TokenCheck.CRC32_OF_30);
    }

    private static Detector chat(String id, String prefix, Characters characters, int minLength) {
        return new TokenDetector(id, CHAT_TOKENS, prefix, characters, minLength, TokenCheck.NONE);
    }
}
