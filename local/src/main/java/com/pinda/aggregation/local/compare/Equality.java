package com.pinda.aggregation.local.compare;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** When two values, neither of them NULL, are the same. */
enum Equality {
    /** Byte by byte. */
    BYTES {
        @Override
        boolean holds(byte[] one, byte[] other) {
            return Arrays.equals(one, other);
        }
    },

    /** By value: servers differ in the zeros they show. */
    NUMBER {
        @Override
        boolean holds(byte[] one, byte[] other) {
            return number(one).compareTo(number(other)) == 0;
        }
    },

    /** By value, where both are JSON; else byte by byte. */
    JSON {
        @Override
        boolean holds(byte[] one, byte[] other) {
            return Arrays.equals(one, other) || JsonText.haveSameValue(one, other);
        }
    };

    /** Compares values as a server sent them. */
    abstract boolean holds(byte[] one, byte[] other);

    private static BigDecimal number(byte[] digits) {
        return new BigDecimal(new String(digits, StandardCharsets.US_ASCII));
    }
}
