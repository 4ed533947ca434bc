package com.pinda.aggregation.local.workload;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** The fee of an order: 20 yuan for the first kilogram, and so much for each whole one more, by distance. */
final class Price {

    /** What the apps of the customers fall back to when the rule cannot be evaluated. */
    static final BigDecimal FALLBACK = new BigDecimal("23.00");

    private static final BigDecimal FIRST_KILOGRAM = new BigDecimal("20.00");

    private Price() {}

    static BigDecimal of(BigDecimal kilograms, BigDecimal kilometres) {
        int more = kilograms
                .subtract(BigDecimal.ONE)
                .setScale(0, RoundingMode.FLOOR)
                .intValueExact();
        return FIRST_KILOGRAM.add(BigDecimal.valueOf((long) Math.max(0, more) * perKilogram(kilometres)));
    }

    private static int perKilogram(BigDecimal kilometres) {
        if (kilometres.compareTo(BigDecimal.valueOf(200)) <= 0) {
            return 6;
        }
        return kilometres.compareTo(BigDecimal.valueOf(500)) <= 0 ? 9 : 15;
    }
}
