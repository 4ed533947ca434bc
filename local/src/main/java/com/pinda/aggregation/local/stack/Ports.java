package com.pinda.aggregation.local.stack;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Properties;
import java.util.Set;

/**
 * The ports of one stack, kept in its data folder: the broker's address is written into what clients remember, so a
 * second start takes the same ports while they are free.
 */
final class Ports {
    static final int LAST = 65_535;

    private final Map<Endpoint, Integer> ports;

    private Ports(Map<Endpoint, Integer> ports) {
        this.ports = Map.copyOf(ports);
    }

    /**
     * Takes what was asked for, else what the stack had the last time, else the default port or the next free one.
     *
     * @param file where the ports are kept
     */
    static Ports choose(AskedPorts asked, Path file) throws IOException {
        var kept = read(file);
        var taken = new HashSet<Integer>(asked.named().values());
        var ports = new EnumMap<Endpoint, Integer>(Endpoint.class);
        for (var endpoint : Endpoint.values()) {
            var wanted = asked.of(endpoint);
            int port = wanted.isPresent()
                    ? checked(asked.option(endpoint), wanted.getAsInt())
                    : nextFree(kept.getOrDefault(endpoint, endpoint.defaultPort()), taken);
            taken.add(port);
            ports.put(endpoint, port);
        }
        write(file, ports);
        return new Ports(ports);
    }

    /** Reads a port's number. */
    static int parse(String text) {
        var port = text.matches("\\d{1,5}") ? Integer.parseInt(text) : 0;
        if (port < 1 || port > LAST) {
            throw new IllegalArgumentException("'%s' is no port from 1 to %d".formatted(text, LAST));
        }
        return port;
    }

    int of(Endpoint endpoint) {
        var port = ports.get(endpoint);
        if (port == null) {
            throw new IllegalStateException("no port for " + endpoint);
        }
        return port;
    }

    private static int checked(String option, int port) {
        if (!isFree(port)) {
            throw new StackFailure("port %d is taken; choose another than %s".formatted(port, option));
        }
        return port;
    }

    private static int nextFree(int first, Set<Integer> taken) {
        for (var port = first; port <= LAST; port++) {
            if (!taken.contains(port) && isFree(port)) {
                return port;
            }
        }
        throw new StackFailure("no port from %d on is free; choose some with --port-base".formatted(first));
    }

    static boolean isFree(int port) {
        try (var socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static Map<Endpoint, Integer> read(Path file) throws IOException {
        var kept = new EnumMap<Endpoint, Integer>(Endpoint.class);
        if (Files.notExists(file)) {
            return kept;
        }
        var properties = new Properties();
        try (var reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        }
        for (var endpoint : Endpoint.values()) {
            var port = properties.getProperty(endpoint.toString());
            if (port != null) {
                kept.put(endpoint, Integer.parseInt(port));
            }
        }
        return kept;
    }

    private static void write(Path file, Map<Endpoint, Integer> ports) throws IOException {
        var text = new StringBuilder();
        ports.forEach((endpoint, port) ->
                text.append(endpoint).append('=').append(port).append('\n'));
        Files.writeString(file, text);
    }
}
