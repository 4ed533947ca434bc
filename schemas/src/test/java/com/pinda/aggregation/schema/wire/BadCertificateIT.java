package com.pinda.aggregation.schema.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.pinda.aggregation.testkit.Authority;
import com.pinda.aggregation.testkit.Certificates;
import com.pinda.aggregation.testkit.Link;
import com.pinda.aggregation.testkit.Registry;
import com.pinda.aggregation.testkit.ServerCertificate;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.apache.avro.Schema;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A registry behind https. */
class BadCertificateIT {

    private static final Schema SCHEMA = Schema.create(Schema.Type.STRING);

    @TempDir
    private static Path folder;

    private static Registry server;
    private static Certificates certificates;

    @BeforeAll
    static void start() {
        server = Registry.start();
        certificates = Certificates.in(folder);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void aRegistryWhoseAuthorityIsTrustedIsUsed() {
        try (var link = tls(certificates.good())) {
            var id = new SchemaRegistry(url(link), trusting(certificates.ours())).register("tls-value", SCHEMA);

            assertThat(new SchemaRegistry(server.url()).schema(id)).isEqualTo(SCHEMA);
        }
    }

    @Test
    void oneOfAnUnknownAuthorityIsNot() {
        try (var link = tls(certificates.others().sign("127.0.0.1"))) {
            var failure = catchThrowable(() -> new SchemaRegistry(url(link), trusting(certificates.ours())).schema(1));
            var ofTheJvm = catchThrowable(() -> new SchemaRegistry(url(link)).schema(1));

            assertThat(failure)
                    .isInstanceOfSatisfying(
                            RegistryException.class,
                            e -> assertThat(e.retryable()).isTrue());
            assertThat(BadCertificate.in(failure))
                    .hasToString("Optional[its certificate is not trusted: unable to find valid certification path"
                            + " to requested target]");
            assertThat(BadCertificate.in(ofTheJvm).map(BadCertificate::fault))
                    .contains("its certificate is not trusted");
        }
    }

    @Test
    void nobodysIsWhereNoAuthorityIsTrusted() throws GeneralSecurityException, IOException {
        var nobody = KeyStore.getInstance("PKCS12");
        nobody.load(null, null);
        try (var link = tls(certificates.good())) {
            var failure = catchThrowable(() -> new SchemaRegistry(url(link), trusting(nobody)).schema(1));

            assertThat(BadCertificate.in(failure))
                    .hasToString("Optional[its certificate is not trusted: the trustAnchors parameter must be"
                            + " non-empty]");
        }
    }

    @Test
    void oneThatShowsAnotherHostsIsNot() {
        try (var link = tls(certificates.elsewhere())) {
            var failure = catchThrowable(() -> new SchemaRegistry(url(link), trusting(certificates.ours())).schema(1));

            assertThat(BadCertificate.in(failure))
                    .hasToString("Optional[its certificate is another host's: No subject alternative names matching IP"
                            + " address 127.0.0.1 found]");
        }
    }

    @Test
    void oneThatIsAwayIsNotOfABadCertificate() {
        var away = new SchemaRegistry(URI.create("https://127.0.0.1:1"));

        assertThat(BadCertificate.in(catchThrowable(() -> away.schema(1)))).isEmpty();
    }

    private static Link tls(ServerCertificate certificate) {
        return Link.inTls(server.url().getPort(), certificate);
    }

    private static URI url(Link link) {
        return URI.create("https://127.0.0.1:" + link.port() + server.url().getPath());
    }

    private static SSLContext trusting(Authority authority) {
        try (var in = Files.newInputStream(authority.trustStore())) {
            var store = KeyStore.getInstance("PKCS12");
            store.load(in, Authority.PASSWORD.toCharArray());
            return trusting(store);
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static SSLContext trusting(KeyStore store) {
        try {
            var managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            managers.init(store);
            var context = SSLContext.getInstance("TLS");
            context.init(null, managers.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
