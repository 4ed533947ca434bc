package com.pinda.aggregation.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A TCP link to a server on this machine that can be broken: cut, made to stand still, slow or closed to new
 * connections, or held at a {@link Moment}. While the server is away, connections are accepted and closed.
 */
public final class Link implements AutoCloseable {

    private static final int BACKLOG = 50;
    private static final long UNLIMITED = Long.MAX_VALUE / 2;

    private final ServerSocket listener;
    private final Thread listening;
    private final Framing framing;
    private final List<LinkConnection> connections = new CopyOnWriteArrayList<>();
    private final List<Hold> holds = new CopyOnWriteArrayList<>();
    private final AtomicLong refused = new AtomicLong();
    private final AtomicLong bytesUntilCut = new AtomicLong(UNLIMITED);
    private final AtomicLong cuts = new AtomicLong();
    private volatile int serverPort;
    private volatile boolean refusing;
    private volatile @Nullable Predicate<byte[]> lost;
    private volatile long delayNanos;

    private Link(ServerSocket listener, int serverPort, Framing framing) {
        this.listener = listener;
        this.serverPort = serverPort;
        this.framing = framing;
        this.listening = start("link-" + port(), this::listen);
    }

    /** Opens a free port that leads to a server's. */
    public static Link to(int serverPort) {
        return to(serverPort, Framing.NONE);
    }

    /** Opens a free port that leads to a server's, which converses in messages. */
    public static Link to(int serverPort, Framing framing) {
        try {
            return new Link(new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress()), serverPort, framing);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Opens a free port that speaks TLS, and leads to a server's that does not. */
    public static Link inTls(int serverPort, ServerCertificate certificate) {
        try {
            var listener = certificate
                    .context()
                    .getServerSocketFactory()
                    .createServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
            return new Link(listener, serverPort, Framing.NONE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The port that leads to the server. */
    public int port() {
        return listener.getLocalPort();
    }

    /** How many connections are open. */
    public int connections() {
        return connections.size();
    }

    /** How many connections were closed at once, because of {@link #refuse()} or because the server was away. */
    public long refused() {
        return refused.get();
    }

    /** How often {@link #cutAfter} has cut. */
    public long cuts() {
        return cuts.get();
    }

    /** New connections lead to another server; those that are open are closed. */
    public void leadTo(int otherServerPort) {
        serverPort = otherServerPort;
        cut();
    }

    /** Messages of the server that match are not handed on, until {@link #heal()}. */
    public void lose(Predicate<byte[]> messages) {
        lost = messages;
    }

    /** Closes the connections that are open; how many. New ones are carried. */
    public int cut() {
        var open = List.copyOf(connections);
        open.forEach(LinkConnection::close);
        return open.size();
    }

    /** Closes all connections once so many more bytes have come from the server. */
    public void cutAfter(long bytes) {
        bytesUntilCut.set(bytes);
    }

    /** Closes each new connection at once, until {@link #accept()}; those that are open stay. */
    public void refuse() {
        refusing = true;
    }

    /** Carries new connections again. */
    public void accept() {
        refusing = false;
    }

    /** Each message takes so much longer, either way. */
    public void delay(Duration delay) {
        delayNanos = delay.toNanos();
    }

    /** The connections that are open now carry nothing on; new ones do. How many stand still. */
    public int stall() {
        connections.forEach(connection -> connection.stall(true));
        return connections.size();
    }

    /** All connections carry on again. */
    public void resume() {
        connections.forEach(connection -> connection.stall(false));
    }

    /** Every connection stands still before it hands on this request. */
    public Hold holdAt(Moment moment) {
        return hold(new Hold(moment, false));
    }

    /** This request passes, and every connection stands still before it hands on the answer. */
    public Hold holdAnswerTo(Moment moment) {
        return hold(new Hold(moment, true));
    }

    private Hold hold(Hold hold) {
        holds.add(hold);
        return hold;
    }

    /** Nothing is broken any more. What was held is lost with its connection. */
    public void heal() {
        holds.forEach(Hold::cut);
        holds.clear();
        bytesUntilCut.set(UNLIMITED);
        lost = null;
        delay(Duration.ZERO);
        accept();
        resume();
    }

    Framing framing() {
        return framing;
    }

    List<Hold> holds() {
        return holds;
    }

    long delayNanos() {
        return delayNanos;
    }

    /** Whether an answer is handed on. */
    boolean mayAnswer(byte[] message) {
        if (bytesUntilCut.addAndGet(-message.length) >= 0) {
            var losing = lost;
            return losing == null || !losing.test(message);
        }
        if (bytesUntilCut.getAndSet(UNLIMITED) < 0) {
            cuts.incrementAndGet();
            cut();
        }
        return false;
    }

    void closed(LinkConnection connection) {
        connections.remove(connection);
    }

    private void listen() {
        try {
            while (true) {
                connect(listener.accept());
            }
        } catch (IOException e) {
            assert listener.isClosed();
        }
    }

    private void connect(Socket client) throws IOException {
        if (refusing) {
            refuse(client);
            return;
        }
        try {
            var connection = new LinkConnection(this, client, new Socket(InetAddress.getLoopbackAddress(), serverPort));
            connections.add(connection);
            connection.start();
        } catch (IOException e) {
            refuse(client); // the server is away
        }
    }

    /** Counts before it closes: who sees the one sees the other. */
    private void refuse(Socket client) throws IOException {
        refused.incrementAndGet();
        client.close();
    }

    static Thread start(String name, Runnable work) {
        var thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Returns once no connection is accepted any more: an accept that is under way outlives its listener. */
    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        join(listening);
        cut();
    }
}
