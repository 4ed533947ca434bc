package com.pinda.aggregation.canal.source;

import com.alibaba.otter.canal.parse.driver.mysql.packets.client.ClientAuthenticationSHA2Packet;
import com.alibaba.otter.canal.parse.driver.mysql.packets.client.SslRequestCommandPacket;
import com.alibaba.otter.canal.parse.driver.mysql.packets.server.AuthSwitchRequestPacket;
import com.alibaba.otter.canal.parse.driver.mysql.packets.server.ErrorPacket;
import com.alibaba.otter.canal.parse.driver.mysql.packets.server.HandshakeInitializationPacket;
import com.alibaba.otter.canal.parse.driver.mysql.utils.MySQLPasswordEncrypter;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.DigestException;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;

/**
 * The login with caching_sha2_password that proves the password itself, over TLS. The server remembers it, and later
 * logins of the account prove it by its hash. canal's driver knows this way on connections without TLS only: over TLS
 * it asks for the server's key too, which the server takes for the password.
 *
 * @see <a href="https://dev.mysql.com/doc/dev/mysql-server/latest/page_caching_sha2_authentication_exchanges.html">how
 *     client and server talk</a>
 */
final class FirstLogin {

    private static final int TIMEOUT_MS = 10_000;
    private static final int UTF8 = 33;
    private static final int OK = 0x00;
    private static final int MORE = 0x01;
    private static final int SWITCH = 0xfe;
    private static final int ERROR = 0xff;
    private static final int PASSWORD_WANTED = 0x04;

    private final SourceAddress address;
    private byte sequence;

    FirstLogin(SourceAddress address) {
        this.address = address;
    }

    /** Logs in and leaves again. */
    void run() throws IOException {
        try (var socket = new Socket()) {
            socket.connect(address.socket(), TIMEOUT_MS);
            socket.setSoTimeout(TIMEOUT_MS);
            var greeting = new HandshakeInitializationPacket();
            greeting.fromBytes(read(socket));
            write(socket, new SslRequestCommandPacket(UTF8).toBytes());
            try (var tls = tls(socket)) {
                write(tls, login(greeting));
                prove(tls);
            }
        } catch (GeneralSecurityException e) {
            throw new IOException("cannot log in over TLS", e);
        }
    }

    private Socket tls(Socket socket) throws IOException, GeneralSecurityException {
        var context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {address.tls().trust(address.host())}, null);
        return context.getSocketFactory().createSocket(socket, address.host(), address.port(), true);
    }

    private byte[] login(HandshakeInitializationPacket greeting) throws IOException {
        var login = new ClientAuthenticationSHA2Packet();
        login.setCharsetNumber((byte) UTF8);
        login.setUsername(address.user());
        login.setPassword(address.password());
        login.setServerCapabilities(greeting.serverCapabilities);
        login.setScrumbleBuff(joined(greeting.seed, greeting.restOfScrambleBuff));
        login.setAuthPluginName("caching_sha2_password".getBytes(StandardCharsets.US_ASCII));
        return login.toBytes();
    }

    private void prove(Socket tls) throws IOException, DigestException {
        var password = address.password().getBytes(StandardCharsets.UTF_8);
        while (true) {
            var answer = read(tls);
            switch (answer[0] & 0xff) {
                case OK -> {
                    return;
                }
                case MORE -> {
                    if (answer[1] == PASSWORD_WANTED) {
                        write(tls, Arrays.copyOf(password, password.length + 1));
                    }
                }
                case SWITCH -> {
                    var wanted = new AuthSwitchRequestPacket();
                    wanted.fromBytes(answer);
                    write(tls, MySQLPasswordEncrypter.scrambleCachingSha2(password, wanted.authData));
                }
                case ERROR -> {
                    var error = new ErrorPacket();
                    error.fromBytes(answer);
                    throw new IOException("Error When doing Client Authentication:" + error);
                }
                default -> throw new IOException("the server answers a login with packet " + answer[0]);
            }
        }
    }

    private byte[] read(Socket socket) throws IOException {
        var in = new DataInputStream(socket.getInputStream());
        var header = new byte[4];
        in.readFully(header);
        sequence = (byte) (header[3] + 1);
        var body = new byte[(header[0] & 0xff) | (header[1] & 0xff) << 8 | (header[2] & 0xff) << 16];
        in.readFully(body);
        return body;
    }

    private void write(Socket socket, byte[] body) throws IOException {
        var header = new byte[] {(byte) body.length, (byte) (body.length >> 8), (byte) (body.length >> 16), sequence++};
        var out = socket.getOutputStream();
        out.write(joined(header, body));
        out.flush();
    }

    private static byte[] joined(byte[] first, byte[] second) {
        var both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }
}
