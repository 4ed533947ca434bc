package com.pinda.aggregation.consumer.copy;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.UncategorizedSQLException;

class SqlTest {

    @Test
    void aCheckOfMySqlRefusesAValueAlthoughItsStateIsTheGeneralOne() {
        assertThat(Sql.refusesValue(failure(3819, "HY000"))).isTrue();
        assertThat(Sql.refusesValue(failure(4025, "23000"))).isTrue();
    }

    @Test
    void whatTheServerLacksRefusesNoValue() {
        assertThat(Sql.refusesValue(failure(1146, "42S02"))).isFalse();
        assertThat(Sql.refusesValue(failure(1205, "HY000"))).isFalse();
        assertThat(Sql.refusesValue(failure(1213, "40001"))).isFalse();
        assertThat(Sql.refusesValue(failure(0, "08S01"))).isFalse();
    }

    private static DataAccessException failure(int code, String state) {
        return new UncategorizedSQLException("insert", null, new SQLException("no", state, code));
    }
}
