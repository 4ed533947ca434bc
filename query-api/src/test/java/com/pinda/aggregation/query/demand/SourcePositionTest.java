package com.pinda.aggregation.query.demand;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.pinda.aggregation.query.freshness.Capture;
import com.pinda.aggregation.query.freshness.Reached;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SourcePositionTest {

    private static final String UUID = "3E11FA47-71CA-11E1-9E33-C80AA9429562";
    private static final long ALIVE = 1_772_280_000_000L;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0-1-4711       | 0-1-4711         | true",
                "0-1-4711       | 0-2-4712         | true",
                "0-1-4711       | 0-1-4710         | false",
                "0-1-4711       | 1-1-9999         | false",
                "0-1-5,7-1-3    | 0-1-5,7-2-4      | true",
                "0-1-5, 7-1-3   | 0-1-5,7-2-2      | false",
                "0-1-5          | u:1-9            | false",
                "u:7            | u:1-9            | true",
                "u:7            | u:1-6:8-9        | false",
                "u:1-9          | u:1-5:6-9        | true",
                "u:1-3:8        | u:1-4:7-9        | true",
                "u:7            | 0-1-4711         | false",
            })
    void aGtidIsReachedOnceTheExecutedSetHasIt(String wanted, String executed, boolean reached) {
        var position = SourcePosition.parse(wanted.replace("u:", UUID + ":"));

        assertThat(position.isIn(captured(executed.replace("u:", UUID.toLowerCase(Locale.ROOT) + ":"))))
                .isEqualTo(reached);
    }

    @ParameterizedTest
    @CsvSource({
        "mysql-bin.000007:1233, true",
        "mysql-bin.000007:1264, true",
        "mysql-bin.000007:1265, false",
        "mysql-bin.000006:99999999, true",
        "mysql-bin.000008:4, false",
        "mysql-bin.999999:4, false"
    })
    void aPlaceIsReachedOnceTheCommitThatEndsThereWasRead(String wanted, boolean reached) {
        assertThat(SourcePosition.parse(wanted).isIn(captured(null))).isEqualTo(reached);
    }

    @ParameterizedTest
    @CsvSource({
        "1772280000000, true",
        "1772280000001, false",
        "2026-02-28T12:00:00Z, true",
        "2026-02-28T13:00:00+01:00, true",
        "2026-02-28T12:00:00.001Z, false"
    })
    void aTimeIsReachedOnceAllThatWasCommittedUntilThenWasRead(String wanted, boolean reached) {
        assertThat(SourcePosition.parse(wanted).isIn(captured(null))).isEqualTo(reached);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "now",
                "0-1",
                "0-1-",
                "-1",
                "0-1-5;0-2-6",
                "mysql-bin:4",
                "mysql-bin.7:x",
                "3E11FA47:1",
                "2026-02-30T00:00:00Z",
                "2026-02-28T09:30:00",
                "99999999999999999999",
                "0-1-99999999999999999999"
            })
    void whatIsNoPositionIsRefused(String text) {
        assertThatThrownBy(() -> SourcePosition.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void whereTheCaptureKnowsNoGtidsNoneCanBeDemanded() {
        var gtid = SourcePosition.parse(UUID + ":7");

        assertThat(gtid.refusal(captured(null)))
                .hasValueSatisfying(reason -> assertThat(reason).contains("GTID", "commit time"));
        assertThat(gtid.refusal(captured("0-1-1"))).isEmpty();
        assertThat(gtid.refusal(new Reached(List.of()))).isEmpty();
    }

    @Test
    void eachCaptureThatKnowsItsOriginMustHaveATransaction() {
        var both = new Reached(List.of(capture("a", "0-1-5"), capture("b", "0-1-9,1-1-2")));

        assertThat(SourcePosition.parse("0-1-5,1-1-2").isIn(both)).isTrue();
        assertThat(SourcePosition.parse("0-1-6").isIn(both)).isFalse();
    }

    @Test
    void aPlaceInAnotherBinlogIsRefused() {
        assertThat(SourcePosition.parse("binlog.000007:4").refusal(captured(null)))
                .hasValueSatisfying(reason -> assertThat(reason).contains("mysql-bin.<number>"));
        assertThat(SourcePosition.parse("mysql-bin.000009:4").refusal(captured(null)))
                .isEmpty();
    }

    @Test
    void whatIsToldOfAPlaceCanBeDemandedOfIt() {
        for (var reached : List.of(
                captured(null),
                captured("0-1-5,7-1-3"),
                captured(UUID + ":1-5:7"),
                new Reached(List.of(capture("a", "0-1-5"), capture("b", "1-1-9"))),
                new Reached(List.of(capture("a", null), capture("b", "1-1-9"))))) {
            var told = SourcePosition.parse(reached.position().orElseThrow());

            assertThat(told.refusal(reached)).isEmpty();
            assertThat(told.isIn(reached)).as(told.toString()).isTrue();
        }
    }

    private static Reached captured(@Nullable String gtid) {
        return new Reached(List.of(capture("tms", gtid)));
    }

    private static Capture capture(String destination, @Nullable String gtid) {
        return new Capture(destination, 30064772305L, "mysql-bin.000007", 1233, gtid, ALIVE - 5000, ALIVE);
    }
}
