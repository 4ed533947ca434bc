package com.pinda.aggregation.local.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderTest {
    @TempDir
    Path temporary;

    @Test
    void aFolderOfSomethingElseIsLeftAlone() throws IOException {
        var mine = Files.writeString(temporary.resolve("thesis.txt"), "much work");

        assertThatThrownBy(() -> DataFolder.open(temporary, "--db mariadb", true))
                .isInstanceOf(StackFailure.class)
                .hasMessageContaining("holds other files than a stack's data")
                .hasMessageContaining("--data");
        assertThat(mine).exists();
    }

    @Test
    void aSecondLauncherIsRefused() throws IOException {
        try (var first = DataFolder.open(folder(), "--db mariadb", false)) {
            assertThatThrownBy(() -> DataFolder.open(first.path(), "--db mariadb", true))
                    .isInstanceOf(StackFailure.class)
                    .hasMessageContaining("is in use by another launcher");
        }
    }

    @Test
    void whatIsKeptStaysUnlessToldOtherwise() throws IOException {
        try (var first = DataFolder.open(folder(), "--db mariadb", false)) {
            Files.writeString(first.of("kept"), "data");
        }
        try (var second = DataFolder.open(folder(), "--db mariadb", false)) {
            assertThat(second.of("kept")).exists();
        }
        try (var third = DataFolder.open(folder(), "--db mariadb", true)) {
            assertThat(third.of("kept")).doesNotExist();
        }
    }

    @Test
    void whatShowsThatTheFolderIsOursIsDeletedLast() throws IOException {
        try (var first = DataFolder.open(folder(), "--db mariadb", false)) {
            Files.createDirectories(first.of("a/b"));
            Files.createDirectories(first.of("zookeeper"));

            var order = DataFolder.toClear(first.path());

            assertThat(order).endsWith(first.of("stack.txt")).doesNotContain(first.of("lock"), first.path());
            assertThat(order.indexOf(first.of("a/b"))).isLessThan(order.indexOf(first.of("a")));
        }
    }

    @Test
    void aFolderThatHoldsOnlyOurLockIsTaken() throws IOException {
        Files.createDirectories(folder());
        Files.createFile(folder().resolve("lock"));

        try (var taken = DataFolder.open(folder(), "--db mariadb", false)) {
            assertThat(taken.of("stack.txt")).exists();
        }
    }

    @Test
    void dataOfAnotherDatabaseIsNotMixed() throws IOException {
        DataFolder.open(folder(), "--db mariadb", false).close();

        assertThatThrownBy(() -> DataFolder.open(folder(), "--db mysql", false))
                .isInstanceOf(StackFailure.class)
                .hasMessageContaining("came from --db mariadb, not from --db mysql")
                .hasMessageContaining("--fresh");
    }

    private Path folder() {
        return temporary.resolve("data");
    }
}
