package com.pinda.aggregation.canal.source;

import com.alibaba.otter.canal.parse.driver.mysql.ssl.SslInfo;
import com.alibaba.otter.canal.parse.driver.mysql.ssl.SslMode;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
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

    private final Mode mode;
    private final @Nullable KeyStore authorities;

    private SourceTls(Mode mode, @Nullable KeyStore authorities) {
        this.mode = mode;
        this.authorities = authorities;
    }

    /** Trusts what the JVM trusts, where the mode verifies. */
    public static SourceTls of(Mode mode) {
        return new SourceTls(mode, null);
    }

    /**
     * Trusts authorities.
     *
     * @param file their certificates, in PEM
     * @throws IOException where there are none in the file, with its name and why
     */
    public static SourceTls of(Mode mode, Path file) throws IOException {
        if (Files.isDirectory(file)) {
            throw new IOException(file + " is a folder");
        }
        try {
            return new SourceTls(mode, read(file));
        } catch (GeneralSecurityException e) {
            throw new IOException(file + " is no PEM file of certificates: " + e.getMessage(), e);
        } catch (NoSuchFileException e) {
            throw new IOException("there is no file " + file, e);
        } catch (AccessDeniedException e) {
            throw new IOException(file + " may not be read by this process's user", e);
        } catch (IOException e) {
            throw new IOException(file + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static KeyStore read(Path file) throws IOException, GeneralSecurityException {
        var authorities = KeyStore.getInstance(KeyStore.getDefaultType());
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
     * The same for canal's driver, as far as it goes: the authorities, and the host's name, of which it knows the
     * common name alone, are looked at by {@link #trust}, where it verifies at all.
     */
    SslInfo driver() {
        var info = new SslInfo();
        info.setSslMode(mode.verifies() ? SslMode.VERIFY_CA : SslMode.valueOf(mode.name()));
        return info;
    }

    /** Which certificates are good for a host, within the handshake: nothing is told to a server that has another. */
    X509TrustManager trust(String host) throws GeneralSecurityException {
        if (!mode.verifies()) {
            return new TrustAll();
        }
        var signed = trustManager(authorities);
        return mode == Mode.VERIFY_IDENTITY ? new HostTrust(signed, host) : signed;
    }

    /** Trusts authorities, or those of the JVM where none are given. */
    private static X509TrustManager trustManager(@Nullable KeyStore authorities) throws GeneralSecurityException {
        var factory = TrustManagerFactory.getInstance("PKIX");
        factory.init(authorities);
        return (X509TrustManager) factory.getTrustManagers()[0];
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
