package io.millrace.redaction;

import io.millrace.telemetry.directory.DirectoryRecord.RedactionPolicy;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;

/** Policies compiled once and kept. One that cannot be compiled shows nothing at all. Thread-safe. */
public final class CompiledPolicies {
    private static final int MAX_COMPILED = 10_000;

    private final Map<Key, CompiledPolicy> compiled = new ConcurrentHashMap<>();
    private final byte[] secret;
    private final BiConsumer<String, String> unusable;

    /**
     * No policies yet.
     *
     * @param secret the installation's secret, from which the keys of HMACs are made
     * @param unusable is told the organization of a policy that cannot be compiled, and what is wrong with it
     */
    public CompiledPolicies(byte[] secret, BiConsumer<String, String> unusable) {
        this.secret = secret.clone();
        this.unusable = unusable;
    }

    /** A policy of an organization, ready to be applied. */
    public CompiledPolicy of(String organization, RedactionPolicy policy) {
        if (compiled.size() > MAX_COMPILED) {
            compiled.clear(); // policies that were replaced pile up
        }
        return compiled.computeIfAbsent(new Key(organization, policy), this::compile);
    }

    private CompiledPolicy compile(Key key) {
        try {
            return CompiledPolicy.compile(key.policy(), new HmacKeys(secret, key.organization()));
        } catch (IllegalArgumentException e) {
            unusable.accept(key.organization(), String.valueOf(e.getMessage()));
            return CompiledPolicy.closed();
        }
    }

    private record Key(String organization, RedactionPolicy policy) {}
}
