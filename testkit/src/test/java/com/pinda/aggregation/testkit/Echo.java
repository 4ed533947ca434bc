package com.pinda.aggregation.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicLong;

/** A server that sends back what it gets. */
final class Echo implements AutoCloseable {

    private static final int BUFFER_BYTES = 1024;

    private final AtomicLong received = new AtomicLong();
    private final ServerSocket listener;
    private final Thread listening;

    Echo() {
        this(0);
    }

    Echo(int port) {
        try {
            listener = new ServerSocket();
            listener.setReuseAddress(true);
            listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            listening = Link.start("echo", this::listen);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int port() {
        return listener.getLocalPort();
    }

    /** Bytes that have arrived. */
    long received() {
        return received.get();
    }

    private void listen() {
        try {
            while (true) {
                var client = listener.accept();
                Link.start("echo-client", () -> answer(client));
            }
        } catch (IOException e) {
            assert listener.isClosed();
        }
    }

    private void answer(Socket client) {
        var buffer = new byte[BUFFER_BYTES];
        try (client) {
            for (int read = client.getInputStream().read(buffer);
                    read > 0;
                    read = client.getInputStream().read(buffer)) {
                received.addAndGet(read);
                client.getOutputStream().write(buffer, 0, read);
            }
        } catch (IOException e) {
            assert client.isClosed(); // the link was cut
        }
    }

    /** Returns once no connection is accepted any more: an accept that is under way outlives its listener. */
    @Override
    public void close() throws IOException {
        listener.close();
        Link.join(listening);
    }
}
