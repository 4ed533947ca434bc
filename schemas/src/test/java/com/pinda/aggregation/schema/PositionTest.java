package com.pinda.aggregation.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.quicktheories.QuickTheory.qt;
import static org.quicktheories.generators.SourceDSL.integers;
import static org.quicktheories.generators.SourceDSL.longs;

import org.junit.jupiter.api.Test;
import org.quicktheories.core.Gen;

class PositionTest {

    private static final Gen<Position> POSITIONS = integers()
            .between(0, 127)
            .zip(integers().between(0, 0xff_ffff), longs().between(0, 0xffff_ffffL), Position::new);

    @Test
    void aPackedPositionIsReadBack() {
        qt().forAll(POSITIONS)
                .checkAssert(
                        position -> assertThat(Position.of(position.toLong())).isEqualTo(position));
    }

    @Test
    void packedPositionsCompareByEpochThenFileThenOffset() {
        assertThat(new Position(0, 0xff_ffff, 0xffff_ffffL).toLong()).isLessThan(new Position(1, 0, 0).toLong());
        assertThat(new Position(0, 1, 0xffff_ffffL).toLong()).isLessThan(new Position(0, 2, 0).toLong());
        assertThat(new Position(0, 1, 4).toLong()).isLessThan(new Position(0, 1, 5).toLong());
    }

    @Test
    void theFileNumberIsWhatFollowsTheLastDot() {
        assertThat(Position.of(0, "mysql.bin.1000007", 4)).isEqualTo(new Position(0, 1_000_007, 4));
    }

    @Test
    void aNegativeOffsetNamesTheServerSettingThatMendsIt() {
        assertThatThrownBy(() -> new Position(0, 1, -40)).hasMessageContaining("binlog_legacy_event_pos=1");
    }

    @Test
    void aNameWithoutNumberIsNoBinlogFile() {
        assertThatThrownBy(() -> Position.fileNumber("mysql-bin.index")).hasMessageContaining("mysql-bin.index");
    }
}
