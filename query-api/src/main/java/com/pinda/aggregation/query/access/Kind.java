package com.pinda.aggregation.query.access;

import java.util.Locale;

/** What a personal value is, and what of it is shown to everybody. */
enum Kind {
    /** The first three digits and the last four: {@code 138****5678}. */
    PHONE {
        @Override
        String masked(String value) {
            var digits = value.replaceAll("\\D", "");
            return digits.length() < SHORTEST_PHONE
                    ? HIDDEN
                    : digits.substring(0, 3) + "****" + digits.substring(digits.length() - 4);
        }
    },
    /** The first character: {@code 张**}. */
    NAME {
        @Override
        String masked(String value) {
            return first(value, 1) + "**";
        }
    },
    /** The first six characters. */
    ADDRESS {
        @Override
        String masked(String value) {
            return first(value, 6) + HIDDEN;
        }
    },
    /** Nothing. */
    OTHER {
        @Override
        String masked(String value) {
            return HIDDEN;
        }
    };

    private static final String HIDDEN = "***";

    /** Of a shorter one too little would be hidden. */
    private static final int SHORTEST_PHONE = 10;

    /** By the name of the column that a value comes from. */
    static Kind ofColumn(String column) {
        var name = column.toLowerCase(Locale.ROOT);
        if (name.contains("phone") || name.contains("mobile")) {
            return PHONE;
        }
        if (name.contains("address") || name.contains("location")) {
            return ADDRESS;
        }
        return name.contains("name") ? NAME : OTHER;
    }

    abstract String masked(String value);

    /** The first characters of a longer text; of a shorter one nothing. */
    private static String first(String value, int characters) {
        return value.codePointCount(0, value.length()) > characters
                ? value.substring(0, value.offsetByCodePoints(0, characters))
                : "";
    }
}
