package com.pinda.aggregation.torture.check;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BinlogTimesTest {

    private static final long TIME_ZERO = 0x80_0000;

    @Test
    void zeroAndPartialDatesAreNone() {
        assertThat(BinlogTimes.date(0)).isNull();
        assertThat(BinlogTimes.date(2026 << 9 | 5 << 5)).isNull();
        assertThat(BinlogTimes.date(2026 << 9 | 3 << 5 | 2)).isEqualTo("2026-03-02");
    }

    @Test
    void timesWithinADayHaveSixDecimals() {
        var packed = TIME_ZERO + (23 << 12 | 59 << 6 | 58);

        assertThat(BinlogTimes.time(packed, 0)).isEqualTo("23:59:58.000000");
        assertThat(BinlogTimes.time(packed << 8 | 50, 1)).isEqualTo("23:59:58.500000");
        assertThat(BinlogTimes.time(packed << 24 | 123_456, 6)).isEqualTo("23:59:58.123456");
    }

    @Test
    void timesOutsideADayAreText() {
        assertThat(BinlogTimes.time(TIME_ZERO + (838 << 12 | 59 << 6 | 59), 0)).isEqualTo("'838:59:59'");
        assertThat(BinlogTimes.time(TIME_ZERO - (1 << 12), 0)).isEqualTo("'-01:00:00'");
        assertThat(BinlogTimes.time((TIME_ZERO << 8) - (1 << 8 | 50), 1)).isEqualTo("'-00:00:01.5'");
    }
}
