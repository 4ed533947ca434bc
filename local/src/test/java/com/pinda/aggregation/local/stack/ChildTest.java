package com.pinda.aggregation.local.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChildTest {
    @TempDir
    Path folder;

    @Test
    void aProcessIsStopped() throws IOException {
        var child = start("exec sleep 1000");
        var process = process();

        child.stop();

        assertThat(process.isAlive()).isFalse();
        assertThat(child.exitCode()).hasValue(143);
        assertThat(note()).doesNotExist();
    }

    @Test
    void aProcessThatDoesNotListenIsKilledInTheEnd() throws IOException {
        var child = start("trap '' TERM; while true; do sleep 1; done");
        var process = process();

        child.stop();

        assertThat(process.isAlive()).isFalse();
    }

    @Test
    void whatAProcessStartedEndsWithIt() throws IOException {
        var child = start("(trap '' TERM; echo ready >deaf; exec sleep 1000) & sleep 1000");
        var process = process();
        await().until(() -> Files.exists(folder.resolve("deaf")));
        var started = process.children().toList();

        child.stop();

        assertThat(started).hasSize(2);
        await().untilAsserted(() -> assertThat(started).noneMatch(ProcessHandle::isAlive));
    }

    @Test
    void whatAProcessThatCrashedHadStartedIsEnded() throws IOException {
        var child = start("sleep 1000 & wait");
        var process = process();
        await().until(() -> process.children().findAny().isPresent());
        var started = process.children().toList();

        child.kill();

        await().untilAsserted(() -> assertThat(started).noneMatch(ProcessHandle::isAlive));
    }

    @Test
    void aProcessThatEndsIsNoticed() {
        assertThat(start("exit 7").await()).hasValue(7);
    }

    @Test
    void aProcessIsKilledAtOnce() throws IOException {
        var child = start("trap '' TERM; exec sleep 1000");
        var process = process();

        child.kill();

        assertThat(process.isAlive()).isFalse();
        assertThat(child.exitCode()).hasValue(137);
    }

    @Test
    void whatACrashedLauncherLeftIsEnded() throws IOException {
        var orphan = new ProcessBuilder("sleep", "1000").start();
        Files.writeString(note(), "" + orphan.pid());
        // it is told to end by the leash it has lost; here nobody tells it
        orphan.destroy();

        Leftovers.end(folder);

        assertThat(orphan.isAlive()).isFalse();
        assertThat(note()).doesNotExist();
    }

    @Test
    void anotherProcessWithAnOldIdIsLeftAlone() throws IOException {
        var stranger = new ProcessBuilder("sleep", "1000").start();
        try {
            Files.writeString(note(), "" + stranger.pid());
            Files.setLastModifiedTime(note(), java.nio.file.attribute.FileTime.fromMillis(0));

            Leftovers.end(folder);

            assertThat(stranger.isAlive()).isTrue();
        } finally {
            stranger.destroyForcibly();
        }
    }

    private Child start(String script) {
        return Child.start(
                new Launch(List.of("/bin/sh", "-c", script), Map.of(), folder), note(), folder.resolve("child.log"));
    }

    private ProcessHandle process() throws IOException {
        await().until(() -> Files.exists(note()) && !Files.readString(note()).isBlank());
        return ProcessHandle.of(Long.parseLong(Files.readString(note()).strip()))
                .orElseThrow();
    }

    private Path note() {
        return folder.resolve("child.pid");
    }
}
