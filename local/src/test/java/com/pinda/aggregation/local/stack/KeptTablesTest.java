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
            assertThat(new KeptTables(folder).with(List.of(STUDENT))).containsExactly(STUDENT);

            assertThat(new KeptTables(folder).with(List.of())).containsExactly(STUDENT);
            assertThat(new KeptTables(folder).with(List.of(ITEM, STUDENT))).containsExactly(STUDENT, ITEM);
            assertThat(new KeptTables(folder).with(List.of())).containsExactly(STUDENT, ITEM);
        }
    }

    @Test
    void aLineThatIsNoTableIsTold() throws IOException {
        try (var folder = DataFolder.open(temporary.resolve("data"), "--db mariadb", false)) {
            Files.writeString(folder.of("tables.txt"), "student\n");

            assertThatThrownBy(() -> new KeptTables(folder).with(List.of()))
                    .isInstanceOf(StackFailure.class)
                    .hasMessageContaining("tables.txt")
                    .hasMessageContaining("student");
        }
    }
}
