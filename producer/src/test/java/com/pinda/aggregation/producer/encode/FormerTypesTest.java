package com.pinda.aggregation.producer.encode;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.pinda.aggregation.schema.MySqlType;
import com.pinda.aggregation.schema.value.AvroOutput;
import com.pinda.aggregation.schema.value.ColumnEncoder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FormerTypesTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "varchar(20)|int|42|42",
                "varchar(20)|decimal(6,2)|-1.5|-1.5",
                "decimal(10,2)|int|7.00|7",
                "int|varchar(20)|42|42",
                "bigint|int|2147483647|2147483647",
                "date|varchar(20)|2024-02-29|2024-02-29",
                "datetime(3)|datetime|2024-02-29 01:02:03.000|2024-02-29 01:02:03.000"
            })
    void aValueThatMySqlWouldReadTheSameIsToldAsOneOfThePresentType(
            String former, String now, String text, String asNow) {
        var told = encoded(FormerTypes.encoder(former, MySqlType.parse(now)), text);

        assertThat(told).isEqualTo(encoded(ColumnEncoders.of(MySqlType.parse(now)), asNow));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"enum('a','b')|varchar(20)|2|b", "enum('a','b')|enum('b')|2|b", "set('a','b')|varchar(20)|3|a,b"})
    void aLabelIsToldByTheLabelsThatItWasWrittenWith(String former, String now, String text, String label) {
        var told = encoded(FormerTypes.encoder(former, MySqlType.parse(now)), text);

        assertThat(told).isEqualTo(encoded(ColumnEncoders.of(MySqlType.parse("varchar(20)")), label));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "varchar(20)|int|abc",
                "bigint|int|2147483648",
                "int|int unsigned|-1",
                "int|tinyint|128",
                "decimal(10,2)|int|7.50",
                "decimal(10,2)|decimal(4,2)|123.00",
                "longblob|mediumtext|a",
                "varchar(20)|enum('a')|a",
                "timestamp|varchar(30)|2024-02-29 01:02:03",
                "datetime|date|2024-02-29 01:02:03",
                "inet6|varchar(45)|::1",
                "set('a','b')|set('a','b')|4"
            })
    void aValueThatWouldBeAGuessIsRefused(String former, String now, String text) {
        var encoder = FormerTypes.encoder(former, MySqlType.parse(now));

        assertThatThrownBy(() -> encoded(encoder, text))
                .isInstanceOfAny(NumberFormatException.class, ArithmeticException.class);
    }

    private static byte[] encoded(ColumnEncoder encoder, String text) {
        var out = new AvroOutput();
        var bytes = text.getBytes(UTF_8);
        out.reset(0);
        encoder.encode(bytes, 0, bytes.length, out);
        return out.toByteArray();
    }
}
