package com.pinda.aggregation.torture.check;

import static org.assertj.core.api.Assertions.assertThat;

import com.pinda.aggregation.schema.MySqlType;
import com.pinda.aggregation.torture.check.Violation.Kind;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CopyComparisonTest {

    private static final List<CopyColumn> COLUMNS = List.of(
            new CopyColumn("id", MySqlType.Kind.BIGINT, true),
            new CopyColumn("name", MySqlType.Kind.STRING, false),
            new CopyColumn("amount", MySqlType.Kind.DECIMAL, false));

    private final List<@Nullable String[]> source =
            new ArrayList<>(List.of(row(9, "nine", "9.00"), row(10, "ten", "10.00"), row(11, "eleven", "11.00")));
    private final List<@Nullable String[]> copy =
            new ArrayList<>(List.of(row(9, "nine", "9.00"), row(10, "ten", "10.00"), row(11, "eleven", "11.00")));

    private static @Nullable String[] row(long id, String name, String amount) {
        return new @Nullable String[] {Long.toString(id), hex(name), amount};
    }

    private static String hex(String text) {
        return HexFormat.of().formatHex(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    private List<String> found() {
        var violations = new Violations();
        new CopyComparison("shop.orders", COLUMNS, violations).compare(source.iterator(), copy.iterator());
        return violations.list().stream().map(Violation::toString).toList();
    }

    @Test
    void nothingIsFoundInEqualRows() {
        assertThat(found()).isEmpty();
    }

    @Test
    void oneRowOfTheCopyDeleted() {
        copy.remove(1);

        assertThat(found()).containsExactly(Kind.COPY_MISSING + ": shop.orders id=10 is not in the copy");
    }

    @Test
    void theLastRowOfTheCopyDeleted() {
        copy.remove(2);

        assertThat(found()).containsExactly(Kind.COPY_MISSING + ": shop.orders id=11 is not in the copy");
    }

    @Test
    void oneCentChanged() {
        copy.set(1, row(10, "ten", "10.01"));

        assertThat(found())
                .containsExactly(Kind.COPY_VALUE
                        + ": shop.orders id=10: column amount is 10.00 in the source and 10.01 in the copy");
    }

    @Test
    void aRowThatTheSourceHasNot() {
        copy.add(0, row(2, "two", "2.00"));

        assertThat(found())
                .containsExactly(Kind.COPY_SURPLUS + ": shop.orders id=2 is in the copy, but not in the source");
    }

    @Test
    void anOlderUpdate() {
        copy.set(2, row(11, "elf", "7.00"));

        assertThat(found())
                .containsExactly(
                        Kind.COPY_VALUE
                                + ": shop.orders id=11: column name is 'eleven' in the source and 'elf' in the copy",
                        Kind.COPY_VALUE
                                + ": shop.orders id=11: column amount is 11.00 in the source and 7.00 in the copy");
    }

    @Test
    void textThatCollationsTakeForEqual() {
        copy.set(0, row(9, "Nine", "9.00"));
        copy.set(1, row(10, "ten ", "10.00"));

        assertThat(found()).hasSize(2);
    }

    @Test
    void anEmptyTextForNoValue() {
        source.set(0, new @Nullable String[] {"9", null, "9.00"});
        copy.set(0, row(9, "", "9.00"));

        assertThat(found())
                .containsExactly(
                        Kind.COPY_VALUE + ": shop.orders id=9: column name is NULL in the source and '' in the copy");
    }
}
