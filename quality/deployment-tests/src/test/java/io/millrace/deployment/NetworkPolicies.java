package io.millrace.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What the NetworkPolicies of an overlay allow: policies that choose a pod close it, and each of their rules opens it a little. */
final class NetworkPolicies {
    private static final String NAME = "app.kubernetes.io/name";

    private final List<JsonNode> policies;

    NetworkPolicies(List<JsonNode> policies) {
        this.policies = policies;
    }

    /** One end of an arrow: a pod of this namespace, a pod of another one, or an address. */
    record End(Map<String, String> pod, Optional<Map<String, String>> otherNamespace, Optional<String> address) {
        static End pod(String name) {
            return new End(Map.of(NAME, name), Optional.empty(), Optional.empty());
        }

        static End pod(Map<String, String> labels) {
            return new End(labels, Optional.empty(), Optional.empty());
        }

        static End of(Map<String, String> namespace) {
            return new End(Map.of(), Optional.of(namespace), Optional.empty());
        }

        static End address(String address) {
            return new End(Map.of(), Optional.of(Map.of()), Optional.of(address));
        }

        boolean isHere() {
            return otherNamespace.isEmpty();
        }
    }

    /** Whether a connection may be made: the source may leave, and the target may be entered. */
    boolean allow(End source, End target, int port) {
        return open(source, target, "Egress", port) && open(target, source, "Ingress", port);
    }

    private boolean open(End pod, End peer, String direction, int port) {
        if (!pod.isHere()) {
            return true;
        }
        List<JsonNode> chosen = policies.stream()
                .map(policy -> policy.path("spec"))
                .filter(spec -> Overlays.elements(spec.path("policyTypes"))
                        .anyMatch(type -> type.asText().equals(direction)))
                .filter(spec -> selects(spec.path("podSelector"), pod.pod()))
                .toList();
        String rules = direction.equals("Egress") ? "egress" : "ingress";
        String peers = direction.equals("Egress") ? "to" : "from";
        return chosen.isEmpty()
                || chosen.stream()
                        .flatMap(spec -> Overlays.elements(spec.path(rules)))
                        .anyMatch(rule -> hasPort(rule, port) && hasPeer(rule.path(peers), peer));
    }

    private static boolean hasPort(JsonNode rule, int port) {
        return !rule.has("ports")
                || Overlays.elements(rule.path("ports"))
                        .anyMatch(entry -> entry.path("port").asInt() == port);
    }

    private static boolean hasPeer(JsonNode peers, End end) {
        return peers.isMissingNode() || Overlays.elements(peers).anyMatch(peer -> matches(peer, end));
    }

    private static boolean matches(JsonNode peer, End end) {
        if (peer.has("ipBlock")) {
            return end.address().isPresent()
                    && inBlock(peer.path("ipBlock"), end.address().get());
        }
        if (end.address().isPresent()) {
            return false;
        }
        boolean namespace = peer.has("namespaceSelector")
                ? selects(
                        peer.path("namespaceSelector"),
                        end.otherNamespace().orElse(Map.of("kubernetes.io/metadata.name", "millrace")))
                : end.isHere();
        return namespace && (!peer.has("podSelector") || selects(peer.path("podSelector"), end.pod()));
    }

    private static boolean inBlock(JsonNode block, String address) {
        return inRange(block.path("cidr").asText(), address)
                && Overlays.elements(block.path("except")).noneMatch(range -> inRange(range.asText(), address));
    }

    private static boolean inRange(String range, String address) {
        int slash = range.indexOf('/');
        int bits = Integer.parseInt(range.substring(slash + 1));
        long mask = bits == 0 ? 0 : -1L << (32 - bits);
        return (number(range.substring(0, slash)) & mask) == (number(address) & mask);
    }

    private static long number(String address) {
        try {
            long number = 0;
            for (byte part : InetAddress.getByName(address).getAddress()) {
                number = (number << 8) | (part & 0xff);
            }
            return number;
        } catch (UnknownHostException e) {
            throw new AssertionError(address, e);
        }
    }

    private static boolean selects(JsonNode selector, Map<String, String> labels) {
        Map<String, String> wanted = new HashMap<>();
        selector.path("matchLabels")
                .properties()
                .forEach(label -> wanted.put(label.getKey(), label.getValue().asText()));
        Stream<JsonNode> expressions = Overlays.elements(selector.path("matchExpressions"));
        return labels.entrySet().containsAll(wanted.entrySet())
                && expressions.allMatch(expression -> in(expression, labels));
    }

    private static boolean in(JsonNode expression, Map<String, String> labels) {
        if (!expression.path("operator").asText().equals("In")) {
            throw new AssertionError("not known here: " + expression);
        }
        String value = labels.get(expression.path("key").asText());
        return Overlays.elements(expression.path("values"))
                .anyMatch(one -> one.asText().equals(value));
    }
}
