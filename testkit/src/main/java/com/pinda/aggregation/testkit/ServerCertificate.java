package com.pinda.aggregation.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * A server's key and certificate, signed by an {@link Authority}.
 *
 * @param store both, in PKCS12 with {@link Authority#PASSWORD}
 * @param host whose it is, and the alias in the store
 * @param certificate the certificate, in PEM
 */
public record ServerCertificate(Path store, String host, Path certificate) {

    /** Options of MySQL and of MariaDB to speak TLS with it. */
    public String[] options() {
        return List.of("--ssl-cert=" + certificate, "--ssl-key=" + key()).toArray(String[]::new);
    }

    /** The key alone, in PEM. */
    private Path key() {
        try {
            var lines = Base64.getMimeEncoder()
                    .encodeToString(keys().getKey(host, Authority.PASSWORD.toCharArray())
                            .getEncoded());
            return Files.writeString(
                    certificate.resolveSibling(
                            certificate.getFileName().toString().replaceFirst("\\.pem$", "-key.pem")),
                    "-----BEGIN PRIVATE KEY-----\n" + lines.replace("\r", "") + "\n-----END PRIVATE KEY-----\n");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** TLS of a server that shows it. */
    public SSLContext context() {
        try {
            var managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            managers.init(keys(), Authority.PASSWORD.toCharArray());
            var context = SSLContext.getInstance("TLS");
            context.init(managers.getKeyManagers(), null, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private KeyStore keys() throws GeneralSecurityException {
        var keys = KeyStore.getInstance("PKCS12");
        try (var in = Files.newInputStream(store)) {
            keys.load(in, Authority.PASSWORD.toCharArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return keys;
    }
}
