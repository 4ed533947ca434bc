package com.pinda.aggregation.local.compare;

import java.util.Arrays;

/** When two values, neither of them NULL, are the same. */
enum Equality {
    /** Byte by byte. */
    BYTES {
        @Override
        boolean holds(byte[] one, byte[] other) {
            return Arrays.equals(one, other);
        }
    };

    /** Compares values as a server sent them. */
    abstract boolean holds(byte[] one, byte[] other);
}
