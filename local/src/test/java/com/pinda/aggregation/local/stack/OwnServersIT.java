package com.pinda.aggregation.local.stack;

import static org.assertj.core.api.Assertions.assertThat;

import com.pinda.aggregation.testkit.Database;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** Source and target on servers of the user's own, which the launcher fills and never empties. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class OwnServersIT {
    @TempDir
    static Path folder;

    private static Database source;
    private static Database target;

    @BeforeAll
    static void start() {
        source = Database.start();
        target = Database.start("--server-id=2");
    }

    @AfterAll
    static void stop() {
        source.close();
        target.close();
    }

    @Test
    @Order(1)
    void theCopiesEqualTheSource() throws IOException, InterruptedException {
        try (var launcher = start("--orders", "30", "--rate", "0", "--exit")) {
            assertThat(launcher.awaitExit()).as(launcher.output()).isZero();

            MainJobIT.assertEqualCopies(MainJobIT.result(launcher));
        }
    }

    @Test
    @Order(2)
    void aFreshStartRefusesCopiesOfAnEarlierOne() throws IOException, InterruptedException {
        try (var launcher = start("--orders", "30", "--rate", "0", "--exit", "--fresh")) {
            assertThat(launcher.awaitExit()).as(launcher.output()).isEqualTo(1);

            assertThat(launcher.output())
                    .contains(
                            "pd_aggregation on 127.0.0.1:%d holds copies of an earlier start".formatted(target.port()))
                    .doesNotContain("\tat ");
        }
    }

    @Test
    @Order(3)
    void aFreshStartRefusesOrdersThatItWouldNotCopy() throws IOException, InterruptedException {
        target.execute("DROP DATABASE pd_aggregation");

        // the start before was fresh, too, and failed: this one is as fresh
        try (var launcher = start("--orders", "30", "--rate", "0", "--exit")) {
            assertThat(launcher.awaitExit()).as(launcher.output()).isEqualTo(1);

            assertThat(launcher.output())
                    .contains("pd_oms.pd_order on 127.0.0.1:%d holds rows already".formatted(source.port()))
                    .contains("--no-workload")
                    .doesNotContain("\tat ");
        }
    }

    @Test
    @Order(4)
    void theDataOfOneTargetIsNotMixedWithThatOfAnother() throws IOException, InterruptedException {
        try (var launcher = Launcher.start(data(), "--source-url", address(source))) {
            assertThat(launcher.awaitExit()).as(launcher.output()).isEqualTo(1);

            assertThat(launcher.output())
                    .contains("--target-url " + address(target))
                    .contains("--fresh");
        }
    }

    @Test
    @Order(5)
    void aServerThatLetsNobodyInIsToldInASentence() throws IOException, InterruptedException {
        try (var launcher = Launcher.start(
                folder.resolve("other"),
                "--source-url",
                address(source),
                "--source-user",
                "stranger",
                "--target-url",
                address(target))) {
            assertThat(launcher.awaitExit()).as(launcher.output()).isEqualTo(1);

            assertThat(launcher.output())
                    .contains("cannot read the state of the log of " + address(source) + ": Access denied for user")
                    .doesNotContain("\tat ");
        }
    }

    @Test
    @Order(6)
    void aServerThatIsAwayIsToldInASentence() throws IOException, InterruptedException {
        try (var launcher = Launcher.start(
                folder.resolve("away"), "--source-url", address(source), "--target-url", "127.0.0.1:1")) {
            assertThat(launcher.awaitExit()).as(launcher.output()).isEqualTo(1);

            assertThat(launcher.output())
                    .contains("cannot create pd_aggregation on 127.0.0.1:1: Communications link failure")
                    .doesNotContain("\tat ");
        }
    }

    private static Launcher start(String... arguments) {
        var all = new ArrayList<>(List.of(
                "--source-url", address(source), "--target-url", address(target), "--port-base", Launcher.freePorts()));
        all.addAll(List.of(arguments));
        return Launcher.start(data(), all.toArray(String[]::new));
    }

    private static Path data() {
        return folder.resolve("data");
    }

    private static String address(Database database) {
        return "127.0.0.1:" + database.port();
    }
}
