package com.pinda.aggregation.canal.source;

import com.alibaba.otter.canal.parse.driver.mysql.MysqlConnector;
import com.alibaba.otter.canal.parse.driver.mysql.socket.BioSocketChannel;
import com.pinda.aggregation.canal.fields.PrivateField;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.VarHandle;
import java.security.GeneralSecurityException;

/**
 * canal's way into the source with what it lacks: certificates that are checked for the host, the first login over TLS,
 * and {@code PREFERRED} encryption that falls back to none. Not thread safe.
 */
final class SourceConnector extends MysqlConnector {

    private static final int SOCKET_TIMEOUT_MS = 30_000;
    private static final int BUFFER_BYTES = 64 * 1024;

    /** As many bytes as the JDK takes from a socket at once; canal's own buffer is an eighth of it. */
    private static final int READ_BYTES = 128 * 1024;

    /** canal's channel makes it. */
    private static final VarHandle INPUT = PrivateField.of(BioSocketChannel.class, "input", InputStream.class);

    private final SourceAddress address;

    SourceConnector(SourceAddress address) {
        super(
                address.socket(),
                address.user(),
                address.password(),
                null,
                address.tls().driver());
        setSoTimeout(SOCKET_TIMEOUT_MS);
        setReceiveBufferSize(BUFFER_BYTES);
        setSendBufferSize(BUFFER_BYTES);
        this.address = address;
    }

    @Override
    public void connect() throws IOException {
        try {
            login();
        } catch (IOException e) {
            if (isAbout(e, "get public key failed") && address.tls().mode() != SourceTls.Mode.DISABLED) {
                new FirstLogin(address).run();
            } else if (isAbout(e, "does not support SSL") && address.tls().mode() == SourceTls.Mode.PREFERRED) {
                setSslInfo(SourceTls.of(SourceTls.Mode.DISABLED).driver());
            } else {
                throw e;
            }
            login();
        }
    }

    private void login() throws IOException {
        try {
            DriverTrust.opening(address.tls().trust(address.host()), super::connect);
            readMuchAtOnce();
        } catch (GeneralSecurityException e) {
            throw new IOException("cannot read the authorities that are trusted", e);
        }
    }

    /** Each read costs two system calls, the second one to ask whether there is more. */
    private void readMuchAtOnce() {
        if (getChannel() instanceof BioSocketChannel channel) {
            INPUT.set(channel, new BufferedInputStream((InputStream) INPUT.get(channel), READ_BYTES));
        }
    }

    /** canal ends a dump from a connection of its own, made here. */
    @Override
    public MysqlConnector fork() {
        var other = new SourceConnector(address);
        other.setSslInfo(getSslInfo());
        return other;
    }

    private static boolean isAbout(IOException e, String fault) {
        var cause = e.getCause();
        return cause != null && String.valueOf(cause.getMessage()).contains(fault);
    }
}
