package com.pinda.aggregation.schema.value;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@link Double#parseDouble} is the measure, bit for bit. */
class DoubleEncoderTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "-0",
                "0.0",
                "-0.0",
                ".5",
                "5.",
                "31.2005",
                "-121.50999",
                "0.1",
                "0.3",
                "999999999999999",
                "9999999999999999",
                "9007199254740993",
                "0.000000000000001",
                "0.0000000000000001",
                "123456789012345.6",
                "1.0E10",
                "1.0E-10",
                "1.7976931348623157E308",
                "4.9E-324",
                "000000000000000000001",
                "NaN"
            })
    void aNumberIsReadAsJavaReadsIt(String text) {
        assertThat(bits(text)).isEqualTo(Double.doubleToLongBits(Double.parseDouble(text)));
    }

    @Test
    void anyNumberIsReadAsJavaReadsIt() {
        var seed = System.nanoTime();
        var random = new Random(seed);

        for (int i = 0; i < 200_000; i++) {
            var text = text(random);

            assertThat(bits(text))
                    .as("%s, seed %s", text, seed)
                    .isEqualTo(Double.doubleToLongBits(Double.parseDouble(text)));
        }
    }

    private static String text(Random random) {
        return switch (random.nextInt(3)) {
            case 0 -> Double.toString(Double.longBitsToDouble(random.nextLong()));
            case 1 -> Double.toString(random.nextLong() % 1_000_000_000L / Math.pow(10, random.nextInt(9)));
            default -> {
                var digits = Long.toString(random.nextLong(1_000_000_000_000_000_000L));
                var point = random.nextInt(digits.length() + 1);
                yield (random.nextBoolean() ? "-" : "") + digits.substring(0, point) + "." + digits.substring(point);
            }
        };
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-", ".", "-.", "1.2.3", "1-2", "abc"})
    void whatIsNoNumberIsRefused(String text) {
        assertThatThrownBy(() -> bits(text)).isInstanceOf(NumberFormatException.class);
    }

    private static long bits(String text) {
        var bytes = ("7" + text + "7").getBytes(UTF_8);
        return Double.doubleToLongBits(DoubleEncoder.parse(bytes, 1, bytes.length - 2));
    }
}
