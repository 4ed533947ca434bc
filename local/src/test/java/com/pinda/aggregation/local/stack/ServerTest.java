package com.pinda.aggregation.local.stack;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServerTest {
    @ParameterizedTest
    @CsvSource({
        "db.example, jdbc:mysql://db.example:3306/pd_oms",
        "db.example:3307, jdbc:mysql://db.example:3307/pd_oms",
        "mysql://db.example:3307/, jdbc:mysql://db.example:3307/pd_oms",
        "jdbc:mysql://db.example/old?sslMode=REQUIRED, jdbc:mysql://db.example:3306/pd_oms?sslMode=REQUIRED",
    })
    void anAddressIsReadInEachUsualForm(String url, String jdbcUrl) {
        assertThat(Server.parse(url).jdbcUrl("pd_oms")).isEqualTo(jdbcUrl);
    }
}
