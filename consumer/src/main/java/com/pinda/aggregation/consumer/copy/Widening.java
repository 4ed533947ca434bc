package com.pinda.aggregation.consumer.copy;

import com.pinda.aggregation.schema.MySqlType;
import com.pinda.aggregation.schema.MySqlType.Kind;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The type that a column of a copy needs once its source's type changed: it holds what both hold. */
final class Widening {

    private static final List<Kind> WHOLE = List.of(Kind.TINYINT, Kind.SMALLINT, Kind.MEDIUMINT, Kind.INT, Kind.BIGINT);
    private static final Set<Kind> BYTES = Set.of(Kind.BINARY, Kind.FIXED_BINARY);

    /** What a text shows as it is. */
    private static final Set<Kind> TEXTUAL = Set.of(
            Kind.TINYINT,
            Kind.SMALLINT,
            Kind.MEDIUMINT,
            Kind.INT,
            Kind.BIGINT,
            Kind.DECIMAL,
            Kind.FLOAT,
            Kind.DOUBLE,
            Kind.DATE,
            Kind.TIME,
            Kind.DATETIME,
            Kind.YEAR,
            Kind.ENUM,
            Kind.SET,
            Kind.JSON);

    private static final Set<String> PADDED = Set.of("char", "binary");

    /** Characters, or bytes, that each type without a length takes. */
    private static final Map<String, Long> CAPACITY = Map.of(
            "tinytext",
            0xffL / 4,
            "text",
            0xffffL / 4,
            "mediumtext",
            0xff_ffffL / 4,
            "longtext",
            0xffff_ffffL / 4,
            "tinyblob",
            0xffL,
            "blob",
            0xffffL,
            "mediumblob",
            0xff_ffffL,
            "longblob",
            0xffff_ffffL);

    private Widening() {}

    /** The type to change to from the present one; empty where that does, or where none would. */
    static Optional<MySqlType> of(MySqlType present, MySqlType wanted) {
        return widened(present, wanted).filter(wider -> !wider.ddl().equals(present.ddl()));
    }

    private static Optional<MySqlType> widened(MySqlType type, MySqlType wanted) {
        if (WHOLE.contains(type.kind()) && WHOLE.contains(wanted.kind())) {
            return whole(type, wanted);
        }
        if (!alike(type, wanted)) {
            return Optional.of(wanted).filter(w -> !takes(type, w) && takes(w, type));
        }
        return switch (wanted.kind()) {
            case STRING, BINARY, FIXED_BINARY -> Optional.of(wanted).filter(w -> roomier(type, w));
            case BIT, TIME, DATETIME, TIMESTAMP -> Optional.of(wanted).filter(w -> w.length() > type.length());
            case DECIMAL -> Optional.of(decimal(type, wanted));
            case ENUM, SET ->
                Optional.of(labels(type, wanted))
                        .filter(w -> w.labels().size() > type.labels().size());
            default -> Optional.empty();
        };
    }

    /**
     * Whether the database might store a value in a column otherwise than it is, and not say so: it refuses what is too
     * long or too large, and rounds or converts the rest.
     */
    static boolean loses(MySqlType column, MySqlType values) {
        if (!alike(column, values)) {
            return !takes(column, values);
        }
        return switch (values.kind()) {
            case DECIMAL -> values.scale() > column.scale();
            case TIME, DATETIME, TIMESTAMP -> values.length() > column.length();
            default -> false;
        };
    }

    private static boolean alike(MySqlType type, MySqlType other) {
        return type.kind() == other.kind()
                || (WHOLE.contains(type.kind()) && WHOLE.contains(other.kind()))
                || (BYTES.contains(type.kind()) && BYTES.contains(other.kind()));
    }

    /** Whether a column takes the values of a type of another kind as they are, or refuses them. */
    private static boolean takes(MySqlType column, MySqlType values) {
        return switch (column.kind()) {
            case STRING -> TEXTUAL.contains(values.kind());
            case DECIMAL -> WHOLE.contains(values.kind());
            case DOUBLE ->
                values.kind() == Kind.FLOAT || (WHOLE.contains(values.kind()) && values.kind() != Kind.BIGINT);
            case DATETIME -> values.kind() == Kind.DATE;
            default -> false;
        };
    }

    private static Optional<MySqlType> whole(MySqlType type, MySqlType wanted) {
        var unsigned = type.unsigned() && wanted.unsigned();
        var bits = Math.max(bits(type, unsigned), bits(wanted, unsigned));
        return WHOLE.stream()
                .map(kind -> MySqlType.parse(kind.name() + (unsigned ? " unsigned" : "")))
                .filter(candidate -> bits(candidate, unsigned) >= bits)
                .findFirst()
                .filter(wider -> wider.kind() != type.kind() || wider.unsigned() != type.unsigned());
    }

    /** Bits that its values take, one more for the sign where an unsigned type has to become a signed one. */
    private static int bits(MySqlType type, boolean unsigned) {
        var bits = switch (type.kind()) {
            case TINYINT -> 8;
            case SMALLINT -> 16;
            case MEDIUMINT -> 24;
            case INT -> 32;
            default -> 64;
        };
        return type.unsigned() && !unsigned ? bits + 1 : bits;
    }

    private static boolean roomier(MySqlType type, MySqlType wanted) {
        var unpadded = PADDED.contains(type.name()) && !PADDED.contains(wanted.name());
        return capacity(wanted) > capacity(type) || (unpadded && capacity(wanted) == capacity(type));
    }

    private static long capacity(MySqlType type) {
        return CAPACITY.getOrDefault(type.name(), (long) type.length());
    }

    private static MySqlType decimal(MySqlType type, MySqlType wanted) {
        var scale = Math.max(type.scale(), wanted.scale());
        var whole = Math.max(type.length() - type.scale(), wanted.length() - wanted.scale());
        return new MySqlType(
                Kind.DECIMAL, "decimal", whole + scale, scale, type.unsigned() && wanted.unsigned(), List.of());
    }

    private static MySqlType labels(MySqlType type, MySqlType wanted) {
        var labels = new LinkedHashSet<String>();
        for (var label : type.labels()) {
            labels.add(wanted.labels().stream()
                    .filter(w -> shown(w).equals(label))
                    .findFirst()
                    .orElse(label));
        }
        labels.addAll(wanted.labels());
        return new MySqlType(type.kind(), type.name(), 0, 0, false, new ArrayList<>(labels));
    }

    /** The databases tell their types in the older UTF-8 of three bytes, with a ? for what takes four. */
    private static String shown(String label) {
        return label.replaceAll("[\\x{10000}-\\x{10ffff}]", "?");
    }
}
