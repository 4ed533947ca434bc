package com.pinda.aggregation.local.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PortsTest {
    @TempDir
    Path folder;

    @Test
    void aTakenPortThatWasAskedForIsRefusedByTheNameOfItsOption() throws IOException {
        try (var taken = listening()) {
            var asked = new AskedPorts(OptionalInt.empty(), Map.of(Endpoint.QUERY_API, taken.getLocalPort()));

            assertThatThrownBy(() -> Ports.choose(asked, file()))
                    .isInstanceOf(StackFailure.class)
                    .hasMessageContaining("port %d is taken", taken.getLocalPort())
                    .hasMessageContaining("--port query-api=" + taken.getLocalPort());
        }
    }

    @Test
    void aTakenPortOfTheLastStartIsReplacedByTheNextFreeOne() throws IOException {
        int before = Ports.choose(AskedPorts.NONE, file()).of(Endpoint.REGISTRY);
        try (var taken = new ServerSocket(before, 1, InetAddress.getLoopbackAddress())) {
            assertThat(Ports.choose(AskedPorts.NONE, file()).of(Endpoint.REGISTRY))
                    .isGreaterThan(taken.getLocalPort());
        }
    }

    @Test
    void aSecondStartTakesTheSamePorts() throws IOException {
        int free;
        try (var socket = listening()) {
            free = socket.getLocalPort();
        }
        Ports.choose(new AskedPorts(OptionalInt.empty(), Map.of(Endpoint.BROKER, free)), file());

        assertThat(Ports.choose(AskedPorts.NONE, file()).of(Endpoint.BROKER)).isEqualTo(free);
    }

    @Test
    void noTwoPartsGetTheSamePort() throws IOException {
        var ports = Ports.choose(AskedPorts.NONE, file());

        assertThat(Stream.of(Endpoint.values()).map(ports::of)).doesNotHaveDuplicates();
    }

    private Path file() {
        return folder.resolve("ports.properties");
    }

    private static ServerSocket listening() throws IOException {
        return new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    }
}
