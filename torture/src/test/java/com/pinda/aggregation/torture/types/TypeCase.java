package com.pinda.aggregation.torture.types;

import com.pinda.aggregation.torture.rig.SourceKind;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * A column type with values up to its limits.
 *
 * @param type as the source's DDL has it
 * @param shown how SQL shows a value of column {@code %s}, the same on every server
 * @param servers which have it
 */
record TypeCase(String type, String shown, Set<SourceKind> servers, List<Value> values) {

    static final String TEXT = "CAST(%s AS CHAR)";
    static final String NUMBER = "CAST(%s + 0 AS CHAR)";
    static final String DOUBLE = "CAST(%s + 0e0 AS CHAR)";
    static final String HEX = "HEX(%s)";
    static final String GEOMETRY = "ST_AsText(%s)";

    static TypeCase type(String type, String shown, Value... values) {
        return new TypeCase(type, shown, EnumSet.allOf(SourceKind.class), List.of(values));
    }

    TypeCase on(SourceKind first, SourceKind... others) {
        return new TypeCase(type, shown, EnumSet.of(first, others), values);
    }

    @Override
    public String toString() {
        return type.length() < 60 ? type : type.substring(0, 60) + "…";
    }
}
