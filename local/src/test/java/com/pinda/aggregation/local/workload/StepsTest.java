package com.pinda.aggregation.local.workload;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StepsTest {

    @Test
    void aStepRunsAllItsCallsInOrder() throws SQLException {
        var calls = new ArrayList<Integer>();

        boolean finished = new Steps(new Draw(1, 1), 0).run(() -> calls.add(1), () -> calls.add(2), () -> calls.add(3));

        assertThat(finished).isTrue();
        assertThat(calls).containsExactly(1, 2, 3);
    }

    @Test
    void aStepThatDiesEndsAfterAnyCallButTheLast() throws SQLException {
        var steps = new Steps(new Draw(1, 1), 1);
        Set<Integer> lengths = new HashSet<>();

        for (int i = 0; i < 100; i++) {
            var calls = new ArrayList<Integer>();
            assertThat(steps.run(() -> calls.add(1), () -> calls.add(2), () -> calls.add(3)))
                    .isFalse();
            lengths.add(calls.size());
        }

        assertThat(lengths).containsExactlyInAnyOrder(1, 2);
    }
}
