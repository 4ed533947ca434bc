package com.pinda.aggregation.local.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeptTablesTest {
    private static final TableName STUDENT = new TableName("canal_test", "student");
    private static final TableName ITEM = new TableName("otter_test", "tb_item");

    @TempDir
    Path temporary;

    @Test
    void aTableThatWasNamedOnceIsCapturedByEachLaterStart() throws IOException {
        try (var folder = DataFolder.open(temporary.resolve("data"), "--db mariadb", false)) {
            assertThat(new KeptTables(folder).with(List.of(STUDENT), List.of())).containsExactly(STUDENT);

            assertThat(new KeptTables(folder).with(List.of(), List.of())).containsExactly(STUDENT);
            assertThat(new KeptTables(folder).with(List.of(ITEM, STUDENT), List.of()))
                    .containsExactly(STUDENT, ITEM);
            assertThat(new KeptTables(folder).with(List.of(), List.of())).containsExactly(STUDENT, ITEM);
        }
    }

    @Test
    void aTableThatCannotBeCopiedBesideTheOthersIsRefusedAndNotKept() throws IOException {
        try (var folder = DataFolder.open(temporary.resolve("data"), "--db mariadb", false)) {
            var kept = new KeptTables(folder);
            kept.with(List.of(STUDENT), List.of());

            assertThatThrownBy(() -> kept.with(List.of(new TableName("other", "student")), List.of()))
                    .isInstanceOf(StackFailure.class)
                    .hasMessageContaining("canal_test.student and other.student would both be copied to student")
                    .hasMessageContaining("tables.txt");
            assertThatThrownBy(() -> kept.with(List.of(new TableName("shop", "tb_item")), List.of(ITEM)))
                    .isInstanceOf(StackFailure.class)
                    .hasMessageContaining("otter_test.tb_item and shop.tb_item");
            assertThatThrownBy(() -> kept.with(List.of(new TableName("shop", "_copy")), List.of()))
                    .isInstanceOf(StackFailure.class)
                    .hasMessageContaining("shop._copy cannot be copied");
            assertThat(kept.with(List.of(), List.of())).containsExactly(STUDENT);
        }
    }

    @Test
    void aLineThatIsNoTableIsTold() throws IOException {
        try (var folder = DataFolder.open(temporary.resolve("data"), "--db mariadb", false)) {
            Files.writeString(folder.of("tables.txt"), "student\n");

            assertThatThrownBy(() -> new KeptTables(folder).with(List.of(), List.of()))
                    .isInstanceOf(StackFailure.class)
                    .hasMessageContaining("tables.txt")
                    .hasMessageContaining("student");
        }
    }
}
