package com.pinda.aggregation.schema;

/** What a change did; {@link #code} is the envelope's {@code op}. */
public enum Operation {
    CREATE("c"),
    UPDATE("u"),
    DELETE("d"),
    /** A row as it was read from the table, not from the binlog. */
    READ("r"),
    TRUNCATE("t");

    private final String code;

    Operation(String code) {
        this.code = code;
    }

    public String code() {
        return code;
    }

    /**
     * The operation of a code.
     *
     * @throws IllegalArgumentException where the code is none of c, u, d, r, t
     */
    public static Operation of(CharSequence code) {
        if (code.length() == 1) {
            for (var operation : values()) {
                if (operation.code.charAt(0) == code.charAt(0)) {
                    return operation;
                }
            }
        }
        throw new IllegalArgumentException("op is one of c, u, d, r, t, not '" + code + "'");
    }
}
