package com.pinda.aggregation.canal.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TableHistoryTest {

    private static final TableName ORDERS = new TableName("shop", "orders");
    private static final TableName BILLS = new TableName("shop", "bills");
    private static final TableName LATER = new TableName("shop", "later");
    private static final TableName OTHER = new TableName("other", "orders");

    @TempDir
    private Path folder;

    private TableHistory history;

    @BeforeEach
    void begin() throws IOException {
        history = TableHistory.open(folder.resolve("tables"));
        history.begin(at(100), List.of(table(ORDERS, "id"), table(BILLS, "id"), table(OTHER, "id")));
    }

    @Test
    void aDatabaseHasTheTablesThatWereEverInItUpToThePosition() {
        history.record(at(200), Map.of(BILLS, Optional.empty()));
        history.record(at(300), Map.of(ORDERS, Optional.empty()));
        history.forgetBefore(at(300));
        history.record(at(400), Map.of(LATER, Optional.of(table(LATER, "id"))));

        assertThat(history.tablesOf("shop", at(300))).containsExactly(BILLS, ORDERS);
        assertThat(history.tablesOf("shop", at(400))).containsExactly(BILLS, LATER, ORDERS);
    }

    @Test
    void theLastKnownDefinitionOutlivesItsTable() {
        history.record(at(200), Map.of(ORDERS, Optional.empty()));
        history.forgetBefore(at(300));
        history.record(at(400), Map.of(ORDERS, Optional.of(table(ORDERS, "number"))));

        assertThat(history.at(ORDERS, at(300))).isEmpty();
        assertThat(history.lastKnown(ORDERS, at(400))).contains(table(ORDERS, "id"));
        assertThat(history.lastKnown(ORDERS, at(401))).contains(table(ORDERS, "number"));
    }

    @Test
    void whatNoLaterEventNeedsIsForgotten() {
        history.record(at(200), Map.of(ORDERS, Optional.of(table(ORDERS, "number"))));
        history.forgetBefore(at(300));

        assertThat(history.at(ORDERS, at(100))).isEmpty();
        assertThat(history.at(ORDERS, at(300))).contains(table(ORDERS, "number"));
    }

    @Test
    void aHistoryThatBeginsAtAStatementHasTheTablesOfThatMoment() {
        assertThat(history.tablesOf("shop", at(100))).containsExactly(BILLS, ORDERS);
    }

    private static BinlogPosition at(long offset) {
        return new BinlogPosition("mysql-bin.000001", offset);
    }

    private static TableDefinition table(TableName name, String column) {
        return new TableDefinition(name, List.of(new ColumnDefinition(column, "int", false, true)));
    }
}
