package com.pinda.aggregation.canal.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GrantScopeTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "*.*          | pd_oms | .*",
                "`pd_oms`.*   | pd_oms | .*",
                "`pd\\_oms`.* | pd_oms | .*",
                "`pd\\_%`.*   | pd_oms | pd_order",
                "`pd_oms`.*   | pdXoms | .*",
                "\"pd_oms\".* | pd_oms | .*",
                "`%`.*        | pd_oms | .*",
                "`pd_oms`.`pd_order` | pd_oms | pd_order"
            })
    void aGrantCoversWhatItNames(String on, String database, String tables) {
        assertThat(new GrantScope(on).covers(database, tables)).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "`pd\\_oms`.* | pdXoms | .*",
                "`pd\\_%`.*   | pd     | .*",
                "`pd_oms`.*   | pd_omsx | .*",
                "`pd_oms`.`pd_order` | pd_oms | .*",
                "`pd_oms`.`pd_order` | pd_oms | pd_order.*",
                "`pd_oms`.`pd_order` | pd_oms | pd_order_cargo",
                "`pd%`.`pd_order` | pd_oms | pd_order",
                "PROCEDURE `pd_oms`.`p` | pd_oms | p"
            })
    void aGrantCoversNothingElse(String on, String database, String tables) {
        assertThat(new GrantScope(on).covers(database, tables)).isFalse();
    }
}
