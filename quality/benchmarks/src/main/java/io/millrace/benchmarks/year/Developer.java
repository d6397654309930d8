package io.millrace.benchmarks.year;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * One person with their habits.
 *
 * @param number from 0
 * @param userId id of the installation, 64 hex digits
 * @param email address
 * @param accountUuid account
 * @param terminal terminal
 * @param model model that they mostly use
 * @param language language that they mostly write
 * @param activity how much they do; heavy-tailed around 1
 * @param startHour hour of the day at which they begin
 * @param resource resource attributes of their machine
 */
record Developer(
        int number,
        String userId,
        String email,
        String accountUuid,
        String terminal,
        String model,
        String language,
        double activity,
        int startHour,
        Map<String, Object> resource) {
    private static final List<String> TERMINALS = List.of("vscode", "iTerm.app", "xterm", "tmux", "WarpTerminal");
    private static final List<String> MODELS =
            List.of("claude-opus-5-5", "claude-sonnet-5", "claude-sonnet-5", "claude-sonnet-5", "claude-haiku-5");
    private static final List<String> LANGUAGES =
            List.of("TypeScript", "Java", "Python", "Go", "Kotlin", "Markdown", "Plain text");
    private static final List<String> TEAMS =
            List.of("platform", "payments", "search", "mobile", "data", "growth", "security", "infrastructure");
    private static final List<String> SYSTEMS = List.of("darwin", "darwin", "linux", "windows");

    /** The person with this number; the same for the same seed. */
    static Developer of(long seed, int number) {
        SplittableRandom random = new SplittableRandom(seed * 1_000_003 + number);
        String os = Dice.pick(random, SYSTEMS);
        String team = TEAMS.get(number % TEAMS.size());
        Map<String, Object> resource = new LinkedHashMap<>();
        resource.put("host.arch", os.equals("darwin") ? "arm64" : "amd64");
        resource.put("os.type", os);
        resource.put("os.version", os.equals("darwin") ? "25.1.0" : "6.8.0-45-generic");
        resource.put("service.name", "claude-code");
        resource.put("service.version", "2.1." + (310 + random.nextInt(25)));
        resource.put("team.id", team);
        return new Developer(
                number,
                Dice.hex(random, 64),
                "developer" + number + "@example.com",
                Dice.uuid(random),
                Dice.pick(random, TERMINALS),
                Dice.pick(random, MODELS),
                Dice.pick(random, LANGUAGES),
                Math.min(12, Dice.heavyTailed(random, 0.9)),
                7 + random.nextInt(4),
                resource);
    }

    /** What every record of a session carries. */
    Map<String, Object> common(String sessionId) {
        Map<String, Object> attributes = new LinkedHashMap<>();
        attributes.put("user.id", userId);
        attributes.put("session.id", sessionId);
        attributes.put("organization.id", "6f1d3c1e-0d6f-4a64-9c55-4c6a1f0b8a01");
        attributes.put("user.email", email);
        attributes.put("user.account_uuid", accountUuid);
        attributes.put("anthropic.provider", "firstParty");
        attributes.put("terminal.type", terminal);
        attributes.put("team.id", String.valueOf(resource.get("team.id")));
        return attributes;
    }
}
