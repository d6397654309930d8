package io.millrace.deployment;

import java.util.List;

/** What a balancer hands on, and to which stage. */
final class PublicPaths {
    record Reached(String path, String stage) {}

    static final List<Reached> ALL = List.of(
            new Reached("/otlp/v1/logs", "gateway"),
            new Reached("/v1/metrics", "gateway"),
            new Reached("/", "console"),
            new Reached("/index.html", "console"),
            new Reached("/icon.svg", "console"),
            new Reached("/theme.js", "console"),
            new Reached("/static/bundle/main.js", "console"),
            new Reached("/api/session?x=/../q", "console"),
            new Reached("/mcp", "console"),
            new Reached("/q/openapi", "console"));

    static final List<String> INSIDE = List.of(
            "/q/metrics",
            "/q/health",
            "/q/health/well",
            "/%71/metrics",
            "//q/metrics",
            "/api/../q/metrics",
            "/api/%2e%2e/q/metrics",
            "/api/%2E./q/metrics",
            "/static/..%2fq/metrics",
            "/v1/../q/metrics",
            "/v1//../../q/metrics",
            "/otlp/;/../../q/metrics",
            "/q/openapi/../metrics",
            "/Q/metrics",
            "/unknown");

    private PublicPaths() {}
}
