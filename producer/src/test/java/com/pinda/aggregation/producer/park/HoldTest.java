package com.pinda.aggregation.producer.park;

import static org.assertj.core.api.Assertions.assertThat;

import com.pinda.aggregation.producer.publish.KeyDigest;
import com.pinda.aggregation.schema.TableId;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class HoldTest {

    private final Hold hold = new Hold(new TableId("shop", "orders"), "why", 1_000);

    @Test
    void aParkedKeyHoldsBackNoOther() {
        hold.park(List.of(key(1)), 10);

        assertThat(hold.hasAny(List.of(key(2)))).isFalse();
        assertThat(hold.hasAny(List.of(key(2), key(1)))).isTrue();
        assertThat(hold.waits(9, List.of(key(1)))).isFalse();
        assertThat(hold.waits(10, List.of(key(1)))).isTrue();
    }

    @Test
    void moreKeysThanACheckpointNamesAreRefused() {
        for (int i = 0; i < Hold.MOST_KEYS; i++) {
            assertThat(hold.park(List.of(key(i)), i)).isTrue();
        }

        assertThat(hold.park(List.of(key(5)), 2_000)).isTrue();
        assertThat(hold.park(List.of(key(-1)), 2_000)).isFalse();
        assertThat(hold.parked().keys()).hasSize(Hold.MOST_KEYS).doesNotContainKey(key(-1));
    }

    @Test
    void whatIsReleasedDoesNotWaitAnyMoreAlsoWhereTheTableIsPausedLater() {
        hold.park(List.of(key(1)), 10);
        hold.park(List.of(key(2)), 11);
        hold.releasedUpTo(List.of(key(1)), 21);
        hold.pause(30);

        assertThat(hold.from()).isEqualTo(11);
        assertThat(hold.waits(20, List.of(key(1)))).isFalse();
        assertThat(hold.waits(20, List.of(key(2)))).isTrue();
        assertThat(hold.waits(30, List.of(key(3)))).isTrue();
    }

    @Test
    void theKeysThatAreBlockedOutliveThePause() {
        hold.pause(10);
        hold.park(List.of(key(1)), 12);
        hold.passed(12, 13);

        hold.drained(Set.of(key(1)));

        assertThat(hold.paused()).isFalse();
        assertThat(hold.isEmpty()).isFalse();
        assertThat(hold.waits(12, List.of(key(1)))).isTrue();
    }

    @Test
    void aHoldIsTheSameAfterACheckpoint() {
        hold.park(List.of(key(1), key(2)), 10);
        hold.pause(30);

        assertThat(Hold.of(hold.parked()).parked()).isEqualTo(hold.parked());
    }

    private static KeyDigest key(int number) {
        return KeyDigest.of(ByteBuffer.allocate(4).putInt(0, number));
    }
}
