package com.pinda.aggregation.canal.history;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ParserTextTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "true  | 110405 | ADD a /*!80000 INVISIBLE */         | ADD a",
                "false | 80403  | ADD a /*!80000 INVISIBLE */         | ADD a INVISIBLE",
                "false | 80403  | ADD a /*!90000 INVISIBLE */         | ADD a",
                "true  | 110405 | ADD a /*M!100301 COMPRESSED*/       | ADD a COMPRESSED",
                "false | 80403  | ADD a /*M!100301 COMPRESSED*/       | ADD a",
                "true  | 110405 | (a INT) /*!50100 PARTITION BY x */  | (a INT) PARTITION BY x",
                "false | 80403  | /*! ADD */ a COMMENT '/*!1 b */'    | ADD a COMMENT '/*!1 b */'",
                "false | 80403  | ADD `/*!1*/` INT /* plain */        | ADD `/*!1*/` INT /* plain */"
            })
    void aCommentForVersionsCountsWhereTheServerReadsIt(boolean mariaDb, int version, String sql, String read) {
        assertThat(ParserText.asReadBy(mariaDb, version, sql).strip().replaceAll(" +", " "))
                .isEqualTo(read);
    }
}
