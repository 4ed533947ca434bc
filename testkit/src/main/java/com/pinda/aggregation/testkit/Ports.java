package com.pinda.aggregation.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;

/**
 * Ports below those that the kernel hands out by itself, so that one stays free between a server's end and its restart.
 * Each process has a block of its own, which it locks for as long as it lives, and gives no number twice.
 */
final class Ports {

    private static final int FIRST = 20_000;
    private static final int BLOCKS = 120;
    private static final int BLOCK = 100;
    private static final Path FOLDER =
            Path.of(System.getProperty("java.io.tmpdir"), "pd-aggregation-" + System.getProperty("user.name"), "ports");

    private static final Map<Integer, FileLock> BLOCKS_TAKEN = new HashMap<>();

    private static int next;
    private static int end;

    private Ports() {}

    static synchronized int free() {
        while (true) {
            if (next == end) {
                takeBlock();
            }
            var port = next++;
            if (isFree(port)) {
                return port;
            }
        }
    }

    private static void takeBlock() {
        try {
            Files.createDirectories(FOLDER);
            var from = (int) (ProcessHandle.current().pid() % BLOCKS);
            for (int i = 0; i < BLOCKS; i++) {
                var number = (from + i) % BLOCKS;
                if (lock(number)) {
                    next = FIRST + number * BLOCK;
                    end = next + BLOCK;
                    return;
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot lock a block of ports in " + FOLDER, e);
        }
        throw new IllegalStateException("all ports from " + FIRST + " on belong to other processes");
    }

    /** The lock's channel stays open for as long as the process lives. */
    private static boolean lock(int number) throws IOException {
        if (BLOCKS_TAKEN.containsKey(number)) {
            return false;
        }
        var channel = FileChannel.open(
                FOLDER.resolve(Integer.toString(number)), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        var lock = channel.tryLock();
        if (lock == null) {
            channel.close();
            return false;
        }
        BLOCKS_TAKEN.put(number, lock);
        return true;
    }

    private static boolean isFree(int port) {
        try (var socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
