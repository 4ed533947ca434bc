package com.pinda.aggregation.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.quicktheories.QuickTheory.qt;
import static org.quicktheories.generators.SourceDSL.lists;
import static org.quicktheories.generators.SourceDSL.strings;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MySqlTypeTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "int(11)|int",
                "INTEGER|int",
                "int(10) unsigned zerofill|int unsigned",
                "boolean|tinyint(1)",
                "tinyint(1)|tinyint(1)",
                "tinyint(4)|tinyint",
                "decimal(32, 2)|decimal(32,2)",
                "decimal|decimal(10,0)",
                "numeric(5) unsigned|decimal(5,0) unsigned",
                "double precision|double",
                "float(7,3)|float",
                "float(53)|double",
                "character varying(20)|varchar(20)",
                "varchar(20) CHARACTER SET utf8 COLLATE utf8_bin|varchar(20)",
                "char|char(1)",
                "varchar(0)|varchar(0)",
                "datetime(6)|datetime(6)",
                "timestamp|timestamp",
                "year(4)|year",
                "bit|bit(1)",
                "mediumtext|mediumtext",
                "varbinary(16)|varbinary(16)",
                "serial|bigint unsigned",
                "geometrycollection|geometrycollection"
            })
    void synonymsAndDisplayWidthsAreOneType(String written, String type) {
        assertThat(MySqlType.parse(written).ddl()).isEqualTo(type);
    }

    @Test
    void labelsKeepTheirQuotesCommasAndBrackets() {
        var type = MySqlType.parse("enum('a,b','it''s','(x)','back\\\\slash')");

        assertThat(type.labels()).containsExactly("a,b", "it's", "(x)", "back\\slash");
    }

    @Test
    void anyLabelsAreReadBackFromTheirDdl() {
        qt().forAll(lists().of(strings().basicLatinAlphabet().ofLengthBetween(0, 8))
                        .ofSizeBetween(1, 5))
                .checkAssert(labels -> {
                    var type = new MySqlType(MySqlType.Kind.ENUM, "enum", 0, 0, false, labels);

                    assertThat(MySqlType.parse(type.ddl())).isEqualTo(type);
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"vector(3)", "uuid", "inet6", "enum('a'"})
    void aTypeWithoutRepresentationIsNamed(String written) {
        assertThatThrownBy(() -> MySqlType.parse(written))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(written);
    }
}
