package com.pinda.aggregation.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;

/** A TCP link to a server on this machine that can be made to stand still. */
public final class Link implements AutoCloseable {

    private static final int BUFFER_BYTES = 64 * 1024;
    private static final long LOOK_AGAIN_NANOS = 5_000_000;

    private final ServerSocket listener;
    private final int serverPort;
    private final List<Connection> connections = new CopyOnWriteArrayList<>();

    private Link(ServerSocket listener, int serverPort) {
        this.listener = listener;
        this.serverPort = serverPort;
    }

    /** Opens a free port that leads to a server's. */
    public static Link to(int serverPort) {
        try {
            var link = new Link(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), serverPort);
            start("link-" + link.port(), link::accept);
            return link;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The port that leads to the server. */
    public int port() {
        return listener.getLocalPort();
    }

    /** The connections that are open now carry nothing on; new ones do. */
    public void stall() {
        connections.forEach(connection -> connection.stalled = true);
    }

    /** All connections carry on again. */
    public void resume() {
        connections.forEach(connection -> connection.stalled = false);
    }

    private void accept() {
        try {
            while (true) {
                var client = listener.accept();
                var connection = new Connection(client, new Socket(InetAddress.getLoopbackAddress(), serverPort));
                connections.add(connection);
                start("link-up", () -> connection.carry(connection.client, connection.server));
                start("link-down", () -> connection.carry(connection.server, connection.client));
            }
        } catch (IOException e) {
            close(); // it was closed, or the server has gone
        }
    }

    private static void start(String name, Runnable work) {
        var thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        close(listener);
        connections.forEach(Connection::close);
    }

    private static void close(AutoCloseable socket) {
        try {
            socket.close();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static final class Connection implements AutoCloseable {

        final Socket client;
        final Socket server;
        volatile boolean stalled;

        Connection(Socket client, Socket server) {
            this.client = client;
            this.server = server;
        }

        void carry(Socket from, Socket to) {
            var buffer = new byte[BUFFER_BYTES];
            try {
                var in = from.getInputStream();
                var out = to.getOutputStream();
                for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                    while (stalled) {
                        LockSupport.parkNanos(LOOK_AGAIN_NANOS);
                    }
                    out.write(buffer, 0, read);
                }
            } catch (IOException e) {
                close(); // one side has gone
            }
            close();
        }

        @Override
        public void close() {
            Link.close(client);
            Link.close(server);
        }
    }
}
