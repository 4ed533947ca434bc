package com.pinda.aggregation.canal;

import com.pinda.aggregation.testkit.ServerCertificate;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/**
 * Somebody in a source's place who shows a certificate and asks for the password in clear text, as MySQL's protocol
 * lets a server do. It greets as the source does.
 */
final class AskingServer implements AutoCloseable {

    private static final int PATIENCE_SECONDS = 30;
    private static final byte[] ASK = "\u00femysql_clear_password\0".getBytes(StandardCharsets.ISO_8859_1);

    private final ServerSocket listener;
    private final int source;
    private final SSLContext tls;
    private final CompletableFuture<String> told = new CompletableFuture<>();

    private AskingServer(ServerSocket listener, int source, SSLContext tls) {
        this.listener = listener;
        this.source = source;
        this.tls = tls;
    }

    static AskingServer start(int source, ServerCertificate certificate) {
        try {
            var listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
            var server = new AskingServer(listener, source, certificate.context());
            var thread = new Thread(server::serve, "asking-server");
            thread.setDaemon(true);
            thread.start();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int port() {
        return listener.getLocalPort();
    }

    /** All that the first client has said within TLS, once it has gone. */
    String told() {
        return told.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
    }

    private void serve() {
        while (!listener.isClosed()) {
            var heard = new ByteArrayOutputStream();
            try (var client = listener.accept()) {
                ask(client, heard);
            } catch (IOException e) {
                // the client has gone: it tells by it that it does not trust this server, or the test is over
            }
            told.complete(heard.toString(StandardCharsets.ISO_8859_1));
        }
    }

    private void ask(Socket client, OutputStream heard) throws IOException {
        try (var real = new Socket(listener.getInetAddress(), source)) {
            write(client.getOutputStream(), 0, packet(real.getInputStream()));
        }
        packet(client.getInputStream()); // wants TLS
        try (var socket = (SSLSocket) tls.getSocketFactory().createSocket(client, null, true)) {
            socket.setUseClientMode(false);
            socket.setSoTimeout(PATIENCE_SECONDS * 1000);
            heard.write(packet(socket.getInputStream())); // the login
            write(socket.getOutputStream(), 3, ASK);
            heard.write(packet(socket.getInputStream()));
        }
    }

    private static byte[] packet(InputStream stream) throws IOException {
        var in = new DataInputStream(stream);
        var header = new byte[4];
        in.readFully(header);
        var body = new byte[(header[0] & 0xff) | (header[1] & 0xff) << 8 | (header[2] & 0xff) << 16];
        in.readFully(body);
        return body;
    }

    private static void write(OutputStream out, int sequence, byte[] body) throws IOException {
        var packet = new byte[4 + body.length];
        packet[0] = (byte) body.length;
        packet[3] = (byte) sequence;
        System.arraycopy(body, 0, packet, 4, body.length);
        out.write(packet);
        out.flush();
    }

    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
