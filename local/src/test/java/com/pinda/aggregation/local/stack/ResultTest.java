package com.pinda.aggregation.local.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ResultTest {
    private static final Map<String, Result.Table> TABLES = Map.of("pd_oms.pd_order", new Result.Table(300, 300, 0));

    @Test
    void theLineOfJsonTellsOfTablesAndViews() {
        var result = result(Map.of("agg_waybill", new Result.View(120, 119, 1)));

        assertThat(result.json())
                .isEqualTo(
                        "{\"orders\":300,\"tables\":{\"pd_oms.pd_order\":{\"source\":300,\"copied\":300,\"mismatches\":0}},"
                                + "\"views\":{\"agg_waybill\":{\"source\":120,\"rows\":119,\"mismatches\":1}},"
                                + "\"published\":25859,\"applied\":25860,\"lag_ms\":{\"p50\":34,\"p99\":347}}");
    }

    @Test
    void withoutViewsTheirObjectIsEmpty() {
        assertThat(result(Map.of()).json()).contains(",\"views\":{},");
    }

    @Test
    void eachTableAndEachViewHasALine() {
        var result = result(Map.of("agg_waybill", new Result.View(120, 119, 1)));

        assertThat(result.lines())
                .containsExactly(
                        "pd_oms.pd_order                           300 rows       300 copied       0 mismatches",
                        "agg_waybill                               120 rows       119 in view      1 mismatches");
    }

    @Test
    void aViewThatDiffersMakesTheResultDiffer() {
        assertThat(result(Map.of()).isEqual()).isTrue();
        assertThat(result(Map.of("agg_waybill", new Result.View(1, 1, 0))).isEqual())
                .isTrue();
        assertThat(result(Map.of("agg_waybill", new Result.View(1, 1, 1))).isEqual())
                .isFalse();
    }

    private static Result result(Map<String, Result.View> views) {
        return new Result(300, TABLES, views, 25_859, 25_860, 34, 347);
    }
}
