package com.pinda.aggregation.canal.source;

import com.alibaba.otter.canal.parse.driver.mysql.ssl.SslInfo;
import com.alibaba.otter.canal.parse.driver.mysql.ssl.SslMode;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.apache.hc.client5.http.ssl.DefaultHostnameVerifier;
import org.jspecify.annotations.Nullable;

/** Whether connections to the source are encrypted, and which certificates are good. Thread safe. */
public final class SourceTls {

    /** As MySQL's clients have it. */
    public enum Mode {
        DISABLED,
        PREFERRED,
        REQUIRED,
        /** The certificate must be signed by an authority that is trusted. */
        VERIFY_CA,
        /** And it must be of the host that was asked for. */
        VERIFY_IDENTITY;

        /** Whether certificates are looked at. */
        public boolean verifies() {
            return this == VERIFY_CA || this == VERIFY_IDENTITY;
        }
    }

    private static final String STORE_TYPE = "PKCS12";

    /** Of a store of certificates, which are public; the driver takes no store without. */
    private static final String STORE_PASSWORD = "certificates";

    private final Mode mode;
    private final @Nullable KeyStore authorities;
    private final @Nullable Path store;

    private SourceTls(Mode mode, @Nullable KeyStore authorities, @Nullable Path store) {
        this.mode = mode;
        this.authorities = authorities;
        this.store = store;
    }

    /** Trusts what the JVM trusts, where the mode verifies. */
    public static SourceTls of(Mode mode) {
        return new SourceTls(mode, null, null);
    }

    /**
     * Trusts authorities.
     *
     * @param file their certificates, in PEM
     * @throws IOException where there are none in the file, with its name
     */
    public static SourceTls of(Mode mode, Path file) throws IOException {
        try {
            var authorities = read(file);
            // the driver reads a file
            var store = Files.createTempFile("authorities-", ".p12");
            store.toFile().deleteOnExit();
            try (var out = Files.newOutputStream(store)) {
                authorities.store(out, STORE_PASSWORD.toCharArray());
            }
            return new SourceTls(mode, authorities, store);
        } catch (GeneralSecurityException e) {
            throw new IOException(file + " is no PEM file of certificates: " + e.getMessage(), e);
        }
    }

    private static KeyStore read(Path file) throws IOException, GeneralSecurityException {
        var authorities = KeyStore.getInstance(STORE_TYPE);
        authorities.load(null, null);
        try (var in = Files.newInputStream(file)) {
            for (var certificate : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                authorities.setCertificateEntry("authority" + authorities.size(), certificate);
            }
        }
        if (authorities.size() == 0) {
            throw new CertificateException("it has none");
        }
        return authorities;
    }

    /** What certificates are checked for. */
    public Mode mode() {
        return mode;
    }

    /**
     * The same for canal's driver. It knows a host by the common name alone, so that {@link #checkHost} has to follow.
     */
    SslInfo driver() {
        var info = new SslInfo();
        info.setSslMode(mode == Mode.VERIFY_IDENTITY ? SslMode.VERIFY_CA : SslMode.valueOf(mode.name()));
        if (store != null) {
            info.setTrustCertificateKeyStoreUrl(store.toUri().toString());
            info.setTrustCertificateKeyStoreType(STORE_TYPE);
            info.setTrustCertificateKeyStorePassword(STORE_PASSWORD);
        }
        return info;
    }

    /** The same for a connection that is not canal's; to be shaken hands on with {@link #prepare}. */
    SSLContext context() throws GeneralSecurityException {
        var context = SSLContext.getInstance("TLS");
        context.init(null, managers(), null);
        return context;
    }

    private TrustManager[] managers() throws GeneralSecurityException {
        if (!mode.verifies()) {
            return new TrustManager[] {new TrustAll()};
        }
        var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(authorities);
        return factory.getTrustManagers();
    }

    /** Has a handshake to come fail where the certificate is not the host's. */
    void prepare(SSLSocket socket) {
        if (mode == Mode.VERIFY_IDENTITY) {
            var parameters = socket.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            socket.setSSLParameters(parameters);
        }
    }

    /**
     * Makes sure that the certificate of a handshake that is over is the host's.
     *
     * @throws SSLException where it is not
     */
    void checkHost(String host, Socket socket) throws SSLException {
        if (mode == Mode.VERIFY_IDENTITY) {
            var certificate =
                    (X509Certificate) ((SSLSocket) socket).getSession().getPeerCertificates()[0];
            new DefaultHostnameVerifier().verify(host, certificate);
        }
    }

    /** For connections that need no more than to be encrypted. */
    private static final class TrustAll implements X509TrustManager {

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {
            // nothing is refused
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {
            // nothing is refused
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
