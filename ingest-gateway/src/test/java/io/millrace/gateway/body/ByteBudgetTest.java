package io.millrace.gateway.body;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ByteBudgetTest {
    private final ByteBudget budget = new ByteBudget(100);

    @Test
    void letsOneHolderUseEverythingWhileItIsAlone() {
        Reservation one = budget.open("a");

        assertThat(one.take(60)).isTrue();
        assertThat(one.take(40)).isTrue();
        assertThat(one.take(1)).isFalse();
        assertThat(budget.usedBytes()).isEqualTo(100);
    }

    @Test
    void keepsRoomForOthersOnceHalfIsUsed() {
        Reservation greedy = budget.open("greedy");
        Reservation modest = budget.open("modest");
        greedy.take(51);

        assertThat(greedy.take(1)).isFalse();
        assertThat(modest.take(30)).isTrue();
        assertThat(modest.take(19)).isTrue();
    }

    @Test
    void countsAllRequestsOfAHolderTogether() {
        budget.open("greedy").take(30);
        budget.open("greedy").take(30);
        Reservation modest = budget.open("modest");

        assertThat(budget.open("greedy").take(1)).isFalse();
        assertThat(modest.take(1)).isTrue();
    }

    @Test
    void forgetsAHolderWhoseRequestsAreOver() {
        Reservation greedy = budget.open("greedy");
        Reservation modest = budget.open("modest");
        greedy.take(60);
        modest.take(1);

        modest.close();

        assertThat(greedy.take(40)).isTrue();
    }

    @Test
    void givesBackOnceHoweverOftenItIsClosed() {
        Reservation one = budget.open("a");
        one.take(70);

        one.close();
        one.close();

        assertThat(budget.usedBytes()).isZero();
        assertThat(one.take(1)).isFalse();
    }
}
