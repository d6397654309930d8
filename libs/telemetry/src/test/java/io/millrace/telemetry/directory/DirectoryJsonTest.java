package io.millrace.telemetry.directory;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.telemetry.directory.DirectoryRecord.Action;
import io.millrace.telemetry.directory.DirectoryRecord.KeyType;
import io.millrace.telemetry.directory.DirectoryRecord.Quota;
import io.millrace.telemetry.directory.DirectoryRecord.RedactionPolicy;
import io.millrace.telemetry.directory.DirectoryRecord.Role;
import io.millrace.telemetry.directory.DirectoryRecord.Rule;
import io.millrace.telemetry.directory.DirectoryRecord.Selector;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DirectoryJsonTest {

    static List<DirectoryRecord> records() {
        Quota quota = new Quota(10L, null, 1_000L, true);
        Rule rule = new Rule("r1", Selector.PATTERN, "a+", Action.TRUNCATE, "20");
        return List.of(
                new DirectoryRecord.Organization("o", "Örg", true, Quota.NONE),
                new DirectoryRecord.User("u", "o", Role.OWNER, true),
                new DirectoryRecord.Key("k", "o", "u", KeyType.INGEST, "ab".repeat(32), "i", 5L, true, quota),
                new DirectoryRecord.Key("l", "o", "u", KeyType.QUERY, "ab".repeat(32), null, null, false, Quota.NONE),
                new DirectoryRecord.Integration(
                        "i", "o", "claudeCode", "Claude Code", true, RedactionPolicy.DEFAULT, quota, null),
                new DirectoryRecord.Integration(
                        "j", "o", "x", "", false, new RedactionPolicy(false, true, List.of(rule)), Quota.NONE, 30),
                new Deletion("d", "o", "i", null, null, 5L),
                new Deletion("e", "o", null, Deletion.Identity.USER_EMAIL, "a@example.org", 6L));
    }

    @ParameterizedTest
    @MethodSource("records")
    void readsWhatItWrites(DirectoryRecord record) {
        DirectoryMessage message = DirectoryJson.read(DirectoryJson.key(record), DirectoryJson.write(record, 7));

        assertThat(message).isEqualTo(new DirectoryMessage.State(record, 7));
    }

    @Test
    void refusesADeletionOfAWholeOrganization() {
        assertThatThrownBy(() -> new Deletion("d", "o", null, null, null, 5L))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("integration or a user");
    }

    @Test
    void refusesADeletionByAColumnThatItDoesNotKnowInsteadOfDeletingMore() {
        byte[] value =
                "{\"generation\":0,\"organization\":\"o\",\"integration\":\"i\",\"column\":\"x\",\"value\":\"y\",\"through\":1}"
                        .getBytes(UTF_8);

        assertThatThrownBy(() -> DirectoryJson.read("deletion/d".getBytes(UTF_8), value))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void readsTheEndMarker() {
        assertThat(DirectoryJson.read(DirectoryJson.endMarkerKey(), DirectoryJson.writeEndMarker(3)))
                .isEqualTo(new DirectoryMessage.GenerationEnd(3));
    }

    @Test
    void readsATombstone() {
        assertThat(DirectoryJson.read("key/k".getBytes(UTF_8), null)).isEqualTo(new DirectoryMessage.Gone("key", "k"));
    }

    @Test
    void skipsFieldsAndKindsOfANewerVersion() {
        byte[] user =
                "{\"v\":2,\"generation\":1,\"organization\":\"o\",\"role\":\"OWNER\",\"active\":true,\"new\":{\"a\":[1]}}"
                        .getBytes(UTF_8);

        assertThat(DirectoryJson.read("user/u".getBytes(UTF_8), user))
                .isEqualTo(new DirectoryMessage.State(new DirectoryRecord.User("u", "o", Role.OWNER, true), 1));
        assertThat(DirectoryJson.read("team/t".getBytes(UTF_8), "{\"generation\":1}".getBytes(UTF_8)))
                .isEqualTo(new DirectoryMessage.Unknown("team"));
    }

    @Test
    void refusesWhatIsNoRecordWithoutQuotingIt() {
        assertThatThrownBy(() -> DirectoryJson.read("user/u".getBytes(UTF_8), "{secret".getBytes(UTF_8)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("secret");
    }
}
