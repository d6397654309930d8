package io.millrace.telemetry.directory;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.telemetry.directory.DirectoryRecord.Action;
import io.millrace.telemetry.directory.DirectoryRecord.KeyType;
import io.millrace.telemetry.directory.DirectoryRecord.Quota;
import io.millrace.telemetry.directory.DirectoryRecord.RedactionPolicy;
import io.millrace.telemetry.directory.DirectoryRecord.Role;
import io.millrace.telemetry.directory.DirectoryRecord.Rule;
import io.millrace.telemetry.directory.DirectoryRecord.Selector;
import io.millrace.telemetry.json.GoldenFile;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The directory topic keeps records of every release that ever wrote to it, and stages of different releases read it at the same time.
 * A golden file is never edited: a new form gets a file of its own, and all older ones go on being read.
 */
class DirectoryGoldenTest {
    private static final long GENERATION = 7;
    private static final long THEN = 1_795_384_560_000L;
    private static final String DIGEST = "ab".repeat(32);

    /** By file: what it says. Version 1 is also the form that is written. */
    private static final Map<String, DirectoryRecord> WRITTEN = Map.ofEntries(
            Map.entry(
                    "organization",
                    new DirectoryRecord.Organization("o", "Örg", true, new Quota(10L, null, 1_000L, true))),
            Map.entry("organization-least", new DirectoryRecord.Organization("o", "", false, Quota.NONE)),
            Map.entry("user", new DirectoryRecord.User("u", "o", Role.OWNER, true)),
            Map.entry(
                    "key",
                    new DirectoryRecord.Key(
                            "k", "o", "u", KeyType.INGEST, DIGEST, "i", THEN, true, new Quota(null, 5L, null, false))),
            Map.entry(
                    "key-least",
                    new DirectoryRecord.Key("k", "o", "u", KeyType.QUERY, DIGEST, null, null, false, Quota.NONE)),
            Map.entry(
                    "integration",
                    new DirectoryRecord.Integration(
                            "i",
                            "o",
                            "claudeCode",
                            "Claude Code",
                            true,
                            new RedactionPolicy(
                                    false,
                                    true,
                                    List.of(
                                            new Rule("r1", Selector.PATTERN, "a+", Action.TRUNCATE, "20"),
                                            new Rule("r2", Selector.PATH, "user.*", Action.REMOVE, null),
                                            new Rule("r3", Selector.CONTENT_CLASS, "prompt", Action.MASK, null),
                                            new Rule("r4", Selector.DETECTOR, "keys", Action.HMAC, "h1"))),
                            new Quota(null, null, 9L, true),
                            30)),
            Map.entry(
                    "integration-least",
                    new DirectoryRecord.Integration(
                            "i", "o", "x", "", false, RedactionPolicy.DEFAULT, Quota.NONE, null)),
            Map.entry("deletion-integration", new Deletion("d", "o", "i", null, null, THEN)),
            Map.entry(
                    "deletion-user",
                    new Deletion("d", "o", null, Deletion.Identity.USER_EMAIL, "a@example.org", THEN)));

    static List<String> files() {
        return List.copyOf(WRITTEN.keySet());
    }

    @ParameterizedTest
    @MethodSource("files")
    void readsTheGoldenFile(String file) {
        DirectoryRecord record = record(file);

        assertThat(DirectoryJson.read(DirectoryJson.key(record), golden(file)))
                .isEqualTo(new DirectoryMessage.State(record, generation(record)));
    }

    @ParameterizedTest
    @MethodSource("files")
    void writesTheFormOfTheGoldenFile(String file) {
        DirectoryRecord record = record(file);

        assertThat(DirectoryJson.write(record, generation(record)))
                .asString(UTF_8)
                .isEqualTo(new String(golden(file), UTF_8));
    }

    @ParameterizedTest
    @MethodSource("files")
    void readsTheGoldenFileWithWhatALaterVersionAdds(String file) {
        DirectoryRecord record = record(file);
        String later = new String(golden(file), UTF_8)
                .replace("{\"v\":1", "{\"v\":2,\"more\":[{\"x\":1},null],\"flag\":true,\"deep\":{\"a\":{\"b\":1.5}}");

        assertThat(DirectoryJson.read(DirectoryJson.key(record), later.getBytes(UTF_8)))
                .isEqualTo(new DirectoryMessage.State(record, generation(record)));
    }

    @Test
    void readsRecordsThatHaveOnlyWhatTheyMust() {
        assertThat(DirectoryJson.read("integration/i".getBytes(UTF_8), golden("integration-bare")))
                .isEqualTo(new DirectoryMessage.State(
                        new DirectoryRecord.Integration(
                                "i", "o", "x", "", true, RedactionPolicy.DEFAULT, Quota.NONE, null),
                        GENERATION));
        assertThat(DirectoryJson.read("user/u".getBytes(UTF_8), golden("user-bare")))
                .as("a user of whom nobody says that he is active is not")
                .isEqualTo(
                        new DirectoryMessage.State(new DirectoryRecord.User("u", "o", Role.ADMIN, false), GENERATION));
    }

    @Test
    void readsAndWritesTheEndOfAGeneration() {
        assertThat(DirectoryJson.read(DirectoryJson.endMarkerKey(), golden("end")))
                .isEqualTo(new DirectoryMessage.GenerationEnd(GENERATION));
        assertThat(DirectoryJson.writeEndMarker(GENERATION)).isEqualTo(golden("end"));
    }

    @Test
    void readsAndWritesThePolicyThatARawRecordCarries() {
        RedactionPolicy policy =
                new RedactionPolicy(true, true, List.of(new Rule("r1", Selector.PATH, "user.*", Action.REMOVE, null)));

        assertThat(DirectoryJson.readPolicy(golden("policy"))).isEqualTo(policy);
        assertThat(DirectoryJson.writePolicy(policy)).isEqualTo(golden("policy"));
    }

    /** A deletion belongs to no generation. */
    private static long generation(DirectoryRecord record) {
        return record instanceof Deletion ? 0 : GENERATION;
    }

    private static DirectoryRecord record(String file) {
        return java.util.Objects.requireNonNull(WRITTEN.get(file));
    }

    private static byte[] golden(String file) {
        return GoldenFile.read("directory-v1-" + file + ".json");
    }
}
