package com.pinda.aggregation.canal.history;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddedValueTest {

    @ParameterizedTest
    @CsvSource(
            nullValues = "NULL",
            value = {
                "varbinary(9), 0x6974277320, 'it''s '",
                "varbinary(9), 0x, ''",
                "varbinary(9), 0x616200, NULL",
                "varbinary(9), 0xE4B8AD, NULL",
                "varbinary(9), 0x7F, NULL",
                "varbinary(9), 0xyz, 0xyz",
                "binary(4), 0x61620000, ab",
                "binary(4), 0x61006200, NULL",
                "binary(4), 0x00000000, ''",
                "varchar(9), 0x6162, 0x6162"
            })
    void mySqlShowsBytesInHexadecimal(String type, String shown, @Nullable String expected) {
        var column = new ColumnDefinition("added", type, false, false);

        assertThat(AddedValue.shown(shown, "", false, column)).isEqualTo(expected);
    }
}
