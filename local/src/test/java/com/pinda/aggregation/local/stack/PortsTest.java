package com.pinda.aggregation.local.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PortsTest {
    @TempDir
    Path folder;

    @Test
    void aTakenPortThatWasAskedForIsRefusedByTheNameOfItsOption() throws IOException {
        try (var taken = listening()) {
            var asked = Map.of(Endpoint.QUERY_API, taken.getLocalPort());

            assertThatThrownBy(() -> Ports.choose(0, asked, file()))
                    .isInstanceOf(StackFailure.class)
                    .hasMessageContaining("port %d is taken", taken.getLocalPort())
                    .hasMessageContaining("--port query-api=" + taken.getLocalPort());
        }
    }

    @Test
    void aTakenPortOfTheLastStartIsReplacedByTheNextFreeOne() throws IOException {
        int before = Ports.choose(0, Map.of(), file()).of(Endpoint.REGISTRY);
        try (var taken = new ServerSocket(before, 1, InetAddress.getLoopbackAddress())) {
            assertThat(Ports.choose(0, Map.of(), file()).of(Endpoint.REGISTRY)).isGreaterThan(taken.getLocalPort());
        }
    }

    @Test
    void aSecondStartTakesTheSamePorts() throws IOException {
        int free;
        try (var socket = listening()) {
            free = socket.getLocalPort();
        }
        Ports.choose(0, Map.of(Endpoint.BROKER, free), file());

        assertThat(Ports.choose(0, Map.of(), file()).of(Endpoint.BROKER)).isEqualTo(free);
    }

    @Test
    void noTwoPartsGetTheSamePort() throws IOException {
        var ports = Ports.choose(0, Map.of(), file());

        assertThat(Stream.of(Endpoint.values()).map(ports::of)).doesNotHaveDuplicates();
    }

    @Test
    void aNumberThatIsNoPortIsRefused() {
        assertThatThrownBy(() -> Ports.choose(0, Map.of(Endpoint.BROKER, 70_000), file()))
                .isInstanceOf(StackFailure.class)
                .hasMessage("70000 is no port (--port broker=70000)");
    }

    private Path file() {
        return folder.resolve("ports.properties");
    }

    private static ServerSocket listening() throws IOException {
        return new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    }
}
