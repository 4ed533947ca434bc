package com.pinda.aggregation.canal;

import static org.assertj.core.api.Assertions.assertThat;

import com.pinda.aggregation.testkit.Authority;
import com.pinda.aggregation.testkit.Database;
import com.pinda.aggregation.testkit.ServerCertificate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A source that shows a certificate, of an authority that the server trusts or of another. */
class SourceCertificateIT {

    @TempDir
    private static Path authorities;

    private static Authority ours;
    private static Authority others;
    private static ServerCertificate own;
    private static ServerCertificate ofAnotherHost;
    private static Database db;
    private static Database elsewhere;

    @TempDir
    private Path folder;

    @BeforeAll
    static void start() {
        ours = Authority.in(authorities, "ours");
        others = Authority.in(authorities, "others");
        own = ours.sign("127.0.0.1");
        ofAnotherHost = ours.sign("127.0.0.2");
        db = source(own);
        elsewhere = source(ofAnotherHost);
    }

    private static Database source(ServerCertificate certificate) {
        var source = Sources.start(certificate.options());
        source.execute("CREATE TABLE shop.t (id INT PRIMARY KEY, note VARCHAR(200))");
        return source;
    }

    @AfterAll
    static void stop() {
        db.close();
        elsewhere.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"REQUIRED", "VERIFY_CA", "VERIFY_IDENTITY"})
    void rowsOfASourceThatIsTrustedArrive(String mode) {
        try (var server = ServerProcess.start(settings(db, mode, ours)).awaitUp();
                var client = Client.connect(server.port())) {
            db.execute("REPLACE INTO shop.t VALUES (1, '" + mode + "')");

            client.read(1, true);

            assertThat(client.rows().get(client.rows().size() - 1)).endsWith("id=1,note=" + mode);
        }
    }

    @Test
    void theNameOfAnotherHostIsNoMatterWhereTheAuthorityAloneIsChecked() {
        try (var server =
                ServerProcess.start(settings(elsewhere, "VERIFY_CA", ours)).awaitUp()) {
            assertThat(server.output()).contains("ok    connection");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"VERIFY_CA", "VERIFY_IDENTITY"})
    void anUnknownAuthorityIsRefused(String mode) {
        assertRefused(settings(db, mode, others), db, "Path does not chain with any of the trust anchors");
    }

    @Test
    void authoritiesThatTheJvmTrustsAreNotOurs() {
        var settings = settings(db, "VERIFY_CA", ours);
        settings.remove("CANAL_SOURCE_CA");

        assertRefused(settings, db, "Path does not chain with any of the trust anchors");
    }

    @Test
    void theCertificateOfAnotherHostIsRefused() {
        assertRefused(
                settings(elsewhere, "VERIFY_IDENTITY", ours),
                elsewhere,
                "Certificate for <127.0.0.1> doesn't match any of the subject alternative names: [127.0.0.2]");
    }

    @Test
    void aServerThatIsNotTheHostIsToldNothing() {
        try (var asking = AskingServer.start(db.port(), ofAnotherHost);
                var server = ServerProcess.start(settings(asking.port(), "VERIFY_IDENTITY", ours))) {
            assertThat(server.exitCode()).isEqualTo(CanalServer.REFUSED);
            assertThat(asking.told()).isEmpty();
        }
    }

    @Test
    void theHostItselfIsToldWhatItAsksFor() {
        try (var asking = AskingServer.start(db.port(), own);
                var server = ServerProcess.start(settings(asking.port(), "VERIFY_IDENTITY", ours))) {
            assertThat(server.exitCode()).isEqualTo(CanalServer.REFUSED);
            assertThat(asking.told()).contains("canal", "secret");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "VERIFY_CA | /nowhere/ca.pem | canal.source.ca: there is no file /nowhere/ca.pem",
                "VERIFY_CA | FOLDER | canal.source.ca: FOLDER is a folder",
                "VERIFY_CA | EMPTY | canal.source.ca: EMPTY is no PEM file of certificates: it has none",
                "REQUIRED | EMPTY | canal.source.ca is set, and canal.source.ssl=REQUIRED checks no certificate: set"
                        + " VERIFY_CA or VERIFY_IDENTITY, or leave it out"
            })
    void aFileOfNoAuthorityIsRefused(String mode, String file, String line) throws IOException {
        var empty = Files.createFile(folder.resolve("empty.pem")).toString();
        var settings = settings(db, mode, ours);
        settings.put("CANAL_SOURCE_CA", file.replace("EMPTY", empty).replace("FOLDER", folder.toString()));

        try (var server = ServerProcess.start(settings)) {
            assertThat(server.exitCode()).isEqualTo(CanalServer.REFUSED);
            assertThat(server.output().lines())
                    .contains(line.replace("EMPTY", empty).replace("FOLDER", folder.toString()));
        }
    }

    private static void assertRefused(Map<String, String> settings, Database source, String why) {
        try (var server = ServerProcess.start(settings)) {
            assertThat(server.exitCode()).isEqualTo(CanalServer.REFUSED);
            assertThat(server.output().lines())
                    .containsOnlyOnce("FAIL  connection: the certificate of canal@127.0.0.1:" + source.port()
                            + " is not good: " + why + " -> name its authority in canal.source.ca, or correct"
                            + " canal.source.host; canal.source.ssl says what is checked")
                    .noneMatch(line -> line.contains("Exception") || line.startsWith("\tat "));
        }
    }

    private Map<String, String> settings(int port, String mode, Authority authority) {
        var settings = settings(db, mode, authority);
        settings.put("CANAL_SOURCE_PORT", String.valueOf(port));
        return settings;
    }

    private Map<String, String> settings(Database source, String mode, Authority authority) {
        var settings = Sources.settings(source, folder);
        settings.put("CANAL_SOURCE_SSL", mode);
        if (mode.startsWith("VERIFY")) {
            settings.put("CANAL_SOURCE_CA", authority.certificate().toString());
        }
        return settings;
    }
}
