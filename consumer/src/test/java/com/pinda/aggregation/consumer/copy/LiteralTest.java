package com.pinda.aggregation.consumer.copy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.quicktheories.QuickTheory.qt;
import static org.quicktheories.generators.SourceDSL.doubles;
import static org.quicktheories.generators.SourceDSL.integers;
import static org.quicktheories.generators.SourceDSL.longs;

import com.pinda.aggregation.schema.MySqlType;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.junit.jupiter.api.Test;

class LiteralTest {

    private static final long MICROS = 1_000_000L;

    /** Writes one value as Avro. */
    private interface Value {
        void write(BinaryEncoder out) throws IOException;
    }

    @Test
    void aDoubleIsReadBackToTheBit() {
        qt().forAll(doubles().any())
                .assuming(Double::isFinite)
                .checkAssert(value ->
                        assertThat(Double.parseDouble(doubleText(value))).isEqualTo(value));
    }

    @Test
    void aDoubleOfFewDecimalsIsReadBackToTheBit() {
        qt().forAll(longs().between(-1L << 54, 1L << 54), integers().between(0, 9))
                .as((digits, decimals) -> digits / Math.pow(10, decimals))
                .checkAssert(value ->
                        assertThat(Double.parseDouble(doubleText(value))).isEqualTo(value));
    }

    @Test
    void aDoubleIsNeverTakenForADecimal() {
        qt().forAll(doubles().any())
                .assuming(Double::isFinite)
                .checkAssert(value -> assertThat(doubleText(value)).contains("E"));
    }

    @Test
    void aZeroKeepsItsSign() {
        assertThat(doubleText(0.0)).isEqualTo("0.000000E0");
        assertThat(doubleText(-0.0)).isEqualTo("-0.0E0");
    }

    @Test
    void aDecimalIsWrittenWithItsScale() {
        qt().forAll(longs().all(), integers().between(0, 30), integers().between(0, 2))
                .checkAssert((digits, scale, widening) -> {
                    var unscaled = BigInteger.valueOf(digits).shiftLeft(widening * Integer.SIZE);

                    assertThat(decimalText(unscaled, scale)).isEqualTo(new BigDecimal(unscaled, scale).toPlainString());
                });
    }

    @Test
    void aWholeNumberIsWrittenInFull() {
        qt().forAll(longs().all())
                .checkAssert(value -> assertThat(
                                text("bigint", Schema.create(Schema.Type.LONG), out -> out.writeLong(value)))
                        .isEqualTo(Long.toString(value)));
    }

    @Test
    void aTimeOfDayKeepsItsMicroseconds() {
        var first = LocalDateTime.of(1000, 1, 1, 0, 0).toEpochSecond(ZoneOffset.UTC);
        var last = LocalDateTime.of(9999, 12, 31, 23, 59, 59).toEpochSecond(ZoneOffset.UTC);
        var format = DateTimeFormatter.ofPattern("''yyyy-MM-dd HH:mm:ss.SSSSSS''");

        qt().forAll(longs().between(first, last), integers().between(1, (int) MICROS - 1))
                .checkAssert((second, micros) -> {
                    var expected = LocalDateTime.ofEpochSecond(second, micros * 1000, ZoneOffset.UTC)
                            .format(format);
                    var written = text(
                            "datetime(6)",
                            Schema.create(Schema.Type.LONG),
                            out -> out.writeLong(second * MICROS + micros));

                    assertThat(written).isEqualTo(expected);
                });
    }

    private static String doubleText(double value) {
        return text("double", Schema.create(Schema.Type.DOUBLE), out -> out.writeDouble(value));
    }

    private static String decimalText(BigInteger unscaled, int scale) {
        var schema = LogicalTypes.decimal(65, scale).addToSchema(Schema.create(Schema.Type.BYTES));
        return text("decimal(65," + scale + ")", schema, out -> out.writeBytes(unscaled.toByteArray()));
    }

    private static String text(String type, Schema schema, Value value) {
        var bytes = new ByteArrayOutputStream();
        var encoder = EncoderFactory.get().binaryEncoder(bytes, null);
        try {
            value.write(encoder);
            encoder.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var sql = new SqlText();
        Literal.of(MySqlType.parse(type), schema).write(new AvroInput(bytes.toByteArray(), 0), sql);
        return sql.toString();
    }
}
