package com.pinda.aggregation.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/** One connection through a {@link Link}: a thread for each way carries message after message. */
final class LinkConnection implements AutoCloseable {

    private static final long LOOK_AGAIN_NANOS = 5_000_000;

    private final Link link;
    private final Socket client;
    private final Socket server;
    private final Queue<Asked> asked = new ConcurrentLinkedQueue<>();
    private volatile boolean stalled;
    private volatile boolean closed;

    /** A request whose answer is held. */
    private record Asked(Hold hold, Predicate<byte[]> answer) {}

    LinkConnection(Link link, Socket client, Socket server) throws IOException {
        this.link = link;
        this.client = client;
        this.server = server;
        client.setTcpNoDelay(true);
        server.setTcpNoDelay(true);
    }

    void start() {
        Link.start("link-up", this::carryRequests);
        Link.start("link-down", this::carryAnswers);
    }

    void stall(boolean stall) {
        stalled = stall;
    }

    boolean isClosed() {
        return closed;
    }

    private void carryRequests() {
        carry(client, server, message -> {
            holdRequest(message);
            return true;
        });
    }

    private void carryAnswers() {
        carry(server, client, message -> {
            holdAnswer(message);
            return link.mayAnswer(message);
        });
    }

    /** What is done with a message before it is handed on. */
    private interface Before {
        /** Whether it is handed on at all. */
        boolean pass(byte[] message);
    }

    private void carry(Socket from, Socket to, Before before) {
        try {
            var in = from.getInputStream();
            var out = to.getOutputStream();
            for (var message = link.framing().next(in);
                    message.length > 0;
                    message = link.framing().next(in)) {
                if (!before.pass(message)) {
                    continue;
                }
                LockSupport.parkNanos(link.delayNanos());
                while (stalled && !closed) {
                    LockSupport.parkNanos(LOOK_AGAIN_NANOS);
                }
                out.write(message);
            }
        } catch (IOException e) {
            // one side has gone
        } finally {
            close();
        }
    }

    private void holdRequest(byte[] message) {
        for (var hold : link.holds()) {
            if (hold.isRequest(message)) {
                if (hold.atAnswer()) {
                    asked.add(new Asked(hold, answer -> hold.isAnswer(message, answer)));
                } else {
                    hold.stand(this);
                }
            }
        }
    }

    private void holdAnswer(byte[] message) {
        var answered = asked.stream()
                .filter(question -> question.answer().test(message))
                .toList();
        asked.removeAll(answered);
        answered.forEach(question -> question.hold().stand(this));
    }

    @Override
    public void close() {
        closed = true;
        try {
            client.close();
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            link.closed(this);
        }
    }
}
