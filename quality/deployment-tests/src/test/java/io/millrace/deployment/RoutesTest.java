package io.millrace.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Ingress and Gateway API routes hand on what is public and nothing else. */
class RoutesTest {
    static final List<String> OVERLAYS = Overlays.NAMES;

    private static final Map<String, String> STAGES = Map.of("gateway", "ingest-gateway", "console", "console");

    /** A path, how it is compared, and the service behind it. */
    private record Route(String path, boolean exact, String service) {
        boolean takes(String asked) {
            return asked.equals(path) || (!exact && (path.equals("/") || asked.startsWith(path + "/")));
        }
    }

    @ParameterizedTest
    @FieldSource("OVERLAYS")
    void onlyWhatPeopleAndAgentsMayReachIsHandedOn(String overlay) {
        List<Route> routes = routes(overlay);

        assertThat(PublicPaths.ALL)
                .allSatisfy(reached -> assertThat(service(routes, reached.path()))
                        .as(reached.path())
                        .hasValue(STAGES.get(reached.stage())));
        assertThat(PublicPaths.INSIDE)
                .allSatisfy(
                        inside -> assertThat(service(routes, inside)).as(inside).isEmpty());
    }

    @Test
    void theIngressSendsAgainAsComposesBalancerDoes() {
        Function<String, String> rule = name -> Overlays.ofKind("small", "Ingress").stream()
                .filter(ingress ->
                        ingress.path("metadata").path("name").asText().equals(name))
                .map(ingress -> ingress.path("metadata")
                        .path("annotations")
                        .path("nginx.ingress.kubernetes.io/proxy-next-upstream")
                        .asText())
                .findFirst()
                .orElseThrow();
        String haproxy = Repository.read("deploy/compose/haproxy.cfg");

        assertThat(rule.apply("ingest-gateway")).isEqualTo("error non_idempotent");
        assertThat(haproxy.substring(haproxy.indexOf("\nbackend gateways"), haproxy.indexOf("\nbackend console")))
                .contains("retry-on conn-failure empty-response");
        assertThat(rule.apply("console")).isEqualTo("error");
        assertThat(haproxy.substring(haproxy.indexOf("\nbackend console"))).doesNotContain("retry-on");
    }

    @Test
    void whereARequestComesFromIsToldByTheBalancerAlone() {
        assertThat(Overlays.ofKind("large", "ClientTrafficPolicy"))
                .allSatisfy(policy -> assertThat(Overlays.elements(policy.path("spec")
                                        .path("headers")
                                        .path("earlyRequestHeaders")
                                        .path("remove"))
                                .map(JsonNode::asText))
                        .contains("X-Forwarded-For", "Forwarded"));
        assertThat(OVERLAYS)
                .allSatisfy(overlay -> assertThat(Overlays.workloads(overlay))
                        .filteredOn(workload ->
                                workload.path("metadata").path("name").asText().equals("console"))
                        .hasSize(1)
                        .allSatisfy(console -> assertThat(StageSettings.ofPod(
                                                overlay,
                                                Overlays.podSpec(console)
                                                        .path("containers")
                                                        .path(0))
                                        .environment())
                                .containsEntry("QUARKUS_HTTP_PROXY_PROXY_ADDRESS_FORWARDING", "true")
                                .containsKey("QUARKUS_HTTP_PROXY_TRUSTED_PROXIES")));
    }

    /** The service that gets a path, as a balancer decides it that reads the path as the stages do. */
    private static Optional<String> service(List<Route> routes, String asked) {
        String decoded = URLDecoder.decode(asked.replaceAll("\\?.*", ""), StandardCharsets.UTF_8);
        String plain = Path.of(decoded).normalize().toString();
        return routes.stream()
                .filter(route -> route.takes(plain))
                .map(Route::service)
                .findFirst();
    }

    private static List<Route> routes(String overlay) {
        Stream<Route> ingress = Overlays.ofKind(overlay, "Ingress").stream()
                .flatMap(object -> Overlays.elements(object.path("spec").path("rules")))
                .flatMap(rule -> Overlays.elements(rule.path("http").path("paths")))
                .map(path -> new Route(
                        path.path("path").asText(),
                        path.path("pathType").asText().equals("Exact"),
                        path.path("backend").path("service").path("name").asText()));
        Stream<Route> gateway = Overlays.ofKind(overlay, "HTTPRoute").stream()
                .flatMap(object -> Overlays.elements(object.path("spec").path("rules")))
                .flatMap(rule -> Overlays.elements(rule.path("matches"))
                        .map(match -> new Route(
                                match.path("path").path("value").asText(),
                                match.path("path").path("type").asText().equals("Exact"),
                                rule.path("backendRefs").path(0).path("name").asText())));
        return Stream.concat(ingress, gateway).toList();
    }
}
