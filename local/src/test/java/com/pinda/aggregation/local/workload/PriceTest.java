package com.pinda.aggregation.local.workload;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

class PriceTest {

    @Test
    void theFirstKilogramCostsTwenty() {
        assertThat(price("0.3", "1500")).isEqualTo("20.00");
        assertThat(price("1.9", "10")).isEqualTo("20.00");
    }

    @Test
    void eachWholeKilogramMoreCostsByDistance() {
        assertThat(price("3.9", "200")).isEqualTo("32.00");
        assertThat(price("3.0", "200.000001")).isEqualTo("38.00");
        assertThat(price("3.0", "500.5")).isEqualTo("50.00");
    }

    private static String price(String kilograms, String kilometres) {
        return Price.of(new BigDecimal(kilograms), new BigDecimal(kilometres)).toPlainString();
    }
}
