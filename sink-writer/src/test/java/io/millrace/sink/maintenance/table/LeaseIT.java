package io.millrace.sink.maintenance.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.store.position.Mark;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeaseIT {
    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
    private static final Clock NOW = Clock.fixed(NOON.plus(Duration.ofDays(1)), ZoneOffset.UTC);
    private static final Clock LATER = Clock.offset(NOW, Duration.ofMinutes(11));

    @TempDir
    private Path folder;

    private TableFixture fixture = new TableFixture(Path.of("target/unused-tables"));

    @BeforeEach
    void makeTable() {
        fixture.close();
        fixture = new TableFixture(folder);
        fixture.append(NOON, 1);
        fixture.append(NOON, 1);
    }

    @AfterEach
    void closeTables() {
        fixture.close();
    }

    @Test
    void isHeldByOneAtATimeAndCarriesTheMarks() {
        MaintainedTable mine = fixture.unleased("me", NOW);
        MaintainedTable other = fixture.unleased("other", NOW);

        assertThat(mine.takeLease()).isTrue();
        assertThat(other.takeLease()).isFalse();
        assertThat(other.holder()).map(Lease.Held::holder).contains("me");
        assertThat(fixture.marks().of(TableFixture.PARTITION)).contains(Mark.startingAt(2));
    }

    @Test
    void makesNoCommitWhileItLasts() {
        MaintainedTable mine = fixture.unleased("me", NOW);
        mine.takeLease();
        long snapshot = mine.current().snapshotId();

        assertThat(mine.takeLease()).isTrue();

        assertThat(mine.current().snapshotId()).isEqualTo(snapshot);
    }

    @Test
    void passesToAnotherWhenItHasRunOut() {
        fixture.unleased("me", NOW).takeLease();

        assertThat(fixture.unleased("other", LATER).takeLease()).isTrue();
    }

    @Test
    void refusesTheCommitOfAHolderThatLostIt() {
        MaintainedTable mine = fixture.maintained(NOW);
        FileJoin join = new FileJoin(fixture.rewriter(), TableFixture.POLICY);

        assertThatThrownBy(() -> join.run(mine, (step, done, total) -> {
                    if (step == Progress.Step.FILE_WRITTEN) {
                        fixture.unleased("other", LATER).takeLease();
                    }
                }))
                .isInstanceOf(LeaseLostException.class);

        assertThat(fixture.files()).isEqualTo(2);
        assertThat(folder.resolve("warehouse/millrace/logs/data").toFile().list((dir, name) -> name.contains("joined")))
                .isNullOrEmpty();
    }

    @Test
    void goesToOneOfTwoThatAskAtOnce() {
        MaintainedTable first = fixture.unleased("first", NOW);
        MaintainedTable second = fixture.unleased("second", NOW);

        boolean firstHas = first.takeLease();
        boolean secondHas = second.takeLease();

        assertThat(firstHas ^ secondHas).isTrue();
    }
}
