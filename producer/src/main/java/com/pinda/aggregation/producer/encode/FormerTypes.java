package com.pinda.aggregation.producer.encode;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.pinda.aggregation.schema.MySqlType;
import com.pinda.aggregation.schema.MySqlType.Kind;
import com.pinda.aggregation.schema.value.ColumnEncoder;
import java.math.BigDecimal;
import java.util.EnumSet;
import java.util.Set;

/** Values of a column that had another type, told as those of its present one: only where MySQL would say the same. */
final class FormerTypes {

    private static final Set<Kind> WHOLE =
            EnumSet.of(Kind.TINYINT, Kind.SMALLINT, Kind.MEDIUMINT, Kind.INT, Kind.BIGINT);
    private static final Set<Kind> BYTES = EnumSet.of(Kind.FIXED_BINARY, Kind.BINARY);

    /** Those whose text is what MySQL makes of them as text. */
    private static final Set<Kind> PLAIN = EnumSet.of(
            Kind.TINYINT,
            Kind.SMALLINT,
            Kind.MEDIUMINT,
            Kind.INT,
            Kind.BIGINT,
            Kind.STRING,
            Kind.JSON,
            Kind.DATE,
            Kind.DATETIME,
            Kind.TIME);

    private FormerTypes() {}

    /** An encoder of {@code former}'s values, a type as DDL writes it, for a column of type {@code now}. */
    static ColumnEncoder encoder(String former, MySqlType now) {
        try {
            return encoder(MySqlType.parse(former), now);
        } catch (IllegalArgumentException e) { // a type that no topic has
            return refusing(former, now);
        }
    }

    private static ColumnEncoder encoder(MySqlType former, MySqlType now) {
        if (former.equals(now)) {
            return ColumnEncoders.of(now);
        }
        var number = WHOLE.contains(former.kind()) || former.kind() == Kind.DECIMAL || former.kind() == Kind.STRING;
        if (number && (WHOLE.contains(now.kind()) || now.kind() == Kind.DECIMAL)) {
            return number(former, now);
        }
        if (now.kind() == Kind.STRING && PLAIN.contains(former.kind())) {
            return ColumnEncoders.of(now);
        }
        return sameForm(former, now) ? ColumnEncoders.of(former) : refusing(former.ddl(), now);
    }

    private static boolean sameForm(MySqlType former, MySqlType now) {
        return switch (now.kind()) {
            case ENUM, SET, DATE, TIME, DATETIME, TIMESTAMP, YEAR, JSON, GEOMETRY, FLOAT, DOUBLE ->
                former.kind() == now.kind();
            case STRING -> former.kind() == Kind.ENUM || former.kind() == Kind.SET;
            case FIXED_BINARY, BINARY -> BYTES.contains(former.kind());
            default -> false;
        };
    }

    private static ColumnEncoder number(MySqlType former, MySqlType now) {
        var encoder = ColumnEncoders.of(now);
        return (text, from, length, out) -> {
            var number = new BigDecimal(new String(text, from, length, UTF_8));
            var scale = now.kind() == Kind.DECIMAL ? now.scale() : 0;
            var exact = number.setScale(scale); // an ArithmeticException where it has more decimals
            if (!fits(exact, now)) {
                throw refused(former.ddl(), now);
            }
            var digits = exact.toPlainString().getBytes(UTF_8);
            encoder.encode(digits, 0, digits.length, out);
        };
    }

    private static boolean fits(BigDecimal number, MySqlType type) {
        if (type.kind() == Kind.DECIMAL) {
            return number.precision() <= type.length();
        }
        if (type.unsigned() && number.signum() < 0) {
            return false;
        }
        var bits = number.unscaledValue().bitLength() + (type.unsigned() ? 0 : 1);
        return bits
                <= switch (type.kind()) {
                    case TINYINT -> 8;
                    case SMALLINT -> 16;
                    case MEDIUMINT -> 24;
                    case INT -> 32;
                    default -> 64;
                };
    }

    private static ColumnEncoder refusing(String former, MySqlType now) {
        return (text, from, length, out) -> {
            throw refused(former, now);
        };
    }

    private static NumberFormatException refused(String former, MySqlType now) {
        return new NumberFormatException("the column was " + former + " when the row changed, and its value cannot"
                + " be told as " + now.ddl() + " without a guess");
    }
}
