package io.millrace.telemetry.directory;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.telemetry.directory.DirectoryRecord.Role;
import org.junit.jupiter.api.Test;

class DirectoryStateTest {

    private final DirectoryState state = new DirectoryState();

    @Test
    void knowsNoCompleteGenerationAtFirst() {
        state.apply(new DirectoryMessage.State(user("u"), 1));

        assertThat(state.completeGeneration()).isZero();
        assertThat(state.user("u")).isPresent();
    }

    @Test
    void dropsWhatTheCompleteGenerationLacks() {
        state.apply(new DirectoryMessage.State(user("old"), 1));
        state.apply(new DirectoryMessage.State(user("kept"), 1));
        state.apply(new DirectoryMessage.State(user("kept"), 2));

        state.apply(new DirectoryMessage.GenerationEnd(2));

        assertThat(state.user("old")).isEmpty();
        assertThat(state.user("kept")).isPresent();
        assertThat(state.completeGeneration()).isEqualTo(2);
    }

    @Test
    void keepsWhatChangedBehindTheMarkerOfItsGeneration() {
        state.apply(new DirectoryMessage.GenerationEnd(2));

        state.apply(new DirectoryMessage.State(user("new"), 2));

        assertThat(state.user("new")).isPresent();
    }

    @Test
    void ignoresTheMarkerOfAnOlderGeneration() {
        state.apply(new DirectoryMessage.GenerationEnd(3));
        state.apply(new DirectoryMessage.State(user("u"), 3));

        state.apply(new DirectoryMessage.GenerationEnd(2));

        assertThat(state.completeGeneration()).isEqualTo(3);
        assertThat(state.user("u")).isPresent();
    }

    @Test
    void ignoresAnOlderRecordThatComesLate() {
        state.apply(new DirectoryMessage.State(new DirectoryRecord.User("u", "o", Role.MEMBER, true), 3));
        state.apply(new DirectoryMessage.State(user("u"), 2));

        assertThat(state.user("u").orElseThrow().role()).isEqualTo(Role.MEMBER);
    }

    @Test
    void doesNotBringBackWhatACompleteGenerationLacks() {
        state.apply(new DirectoryMessage.State(user("u"), 1));
        state.apply(new DirectoryMessage.GenerationEnd(2));
        state.apply(new DirectoryMessage.State(user("u"), 1));

        assertThat(state.user("u")).isEmpty();
    }

    @Test
    void forgetsWhatATombstoneNames() {
        state.apply(new DirectoryMessage.State(user("u"), 1));

        state.apply(new DirectoryMessage.Gone("user", "u"));

        assertThat(state.user("u")).isEmpty();
    }

    @Test
    void keepsADeletionThroughAllGenerationsUntilItsTombstone() {
        Deletion deletion = new Deletion("d", "o", "i", null, null, 5L);
        state.apply(DirectoryJson.read(DirectoryJson.key(deletion), DirectoryJson.write(deletion)));
        state.apply(new DirectoryMessage.GenerationEnd(9));
        assertThat(state.deletions()).containsExactly(deletion);

        state.apply(new DirectoryMessage.Gone("deletion", "d"));

        assertThat(state.deletions()).isEmpty();
    }

    private static DirectoryRecord user(String id) {
        return new DirectoryRecord.User(id, "o", Role.OWNER, true);
    }
}
