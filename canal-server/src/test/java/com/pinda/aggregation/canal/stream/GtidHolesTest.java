package com.pinda.aggregation.canal.stream;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.pinda.aggregation.canal.history.BinlogPosition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** MariaDB's numbers, which count the transactions of all servers of a domain. */
class GtidHolesTest {

    private static final String OWN = "1";
    private static final String OTHER = "2";

    private final GtidHoles holes = new GtidHoles();

    @BeforeEach
    void begin() {
        holes.begin(OWN);
        holes.passed("0", OWN, 7);
    }

    @Test
    void theNextNumberIsNoHole() {
        assertThatCode(() -> check("0", OWN, 8)).doesNotThrowAnyException();
    }

    @Test
    void oneMissingTransactionIsNamedWithItsPlaceAndWhatToDo() {
        assertThatThrownBy(() -> check("0", OWN, 9))
                .isInstanceOf(StreamFailedException.class)
                .hasMessageContaining("GTID 0-1-8, before mysql-bin.000003:1234")
                .hasMessageContaining("canal.source.start=mysql-bin.000003:1234");
    }

    @Test
    void severalMissingTransactionsAreNamedByTheirEnds() {
        assertThatThrownBy(() -> check("0", OWN, 12)).hasMessageContaining("GTIDs 0-1-8 to 0-1-11");
    }

    @Test
    void eachDomainCountsForItself() {
        assertThatCode(() -> check("5", OWN, 100)).doesNotThrowAnyException();
        assertThatCode(() -> check("0", OWN, 8)).doesNotThrowAnyException();
    }

    @Test
    void whatCameFromAnotherServerMayHaveHolesBeforeAndBehindIt() {
        assertThatCode(() -> check("0", OTHER, 20)).doesNotThrowAnyException();
        assertThatCode(() -> check("0", OWN, 30)).doesNotThrowAnyException();
    }

    @Test
    void aTransactionThatIsReadAgainIsNoHole() {
        assertThatCode(() -> check("0", OWN, 7)).doesNotThrowAnyException();
    }

    private void check(String domain, String server, long number) {
        holes.check(domain, server, number, () -> new BinlogPosition("mysql-bin.000003", 1234));
    }
}
