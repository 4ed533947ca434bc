package com.pinda.aggregation.schema.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.file.AccessDeniedException;
import java.security.cert.CertificateException;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReasonTest {

    @ParameterizedTest
    @MethodSource
    void theRootSaysIt(Throwable root, String words) {
        assertThat(Reason.of(new IllegalStateException("cannot ask", new ExecutionException(root))))
                .hasToString(words);
        assertThat(Reason.of(root)).hasToString(words);
    }

    static Stream<Arguments> theRootSaysIt() {
        return Stream.of(
                Arguments.of(new ConnectException("Connection refused"), "Connection refused"),
                Arguments.of(new IOException("two\n\n  lines"), "two lines"),
                Arguments.of(new EOFException(), "EOFException"),
                Arguments.of(new TimeoutException(), "no answer"),
                Arguments.of(new UnknownHostException("db.example"), "nobody knows a host of that name"),
                Arguments.of(new UnresolvedAddressException(), "nobody knows a host of that name"),
                Arguments.of(new FileNotFoundException("/ca.pem"), "FileNotFoundException: /ca.pem"),
                Arguments.of(new AccessDeniedException("/ca.pem"), "AccessDeniedException: /ca.pem"));
    }

    @Test
    void whatADatabaseAnswersIsNotWhatItsDriverWasDoing() {
        var answer = new SQLException("Access denied", "28000", 1045, new IOException("the driver's"));

        assertThat(Reason.of(new SQLTransientConnectionException("the pool's", "28000", 1045, answer)))
                .hasToString("Access denied");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "//ann:ti/ger@db/shop",
                "//ann:tiger?x@db/shop",
                "//ann:tiger#x@db/shop",
                "//ann:tiger,7@db/shop",
                "//ann:tiger",
                "//address=(host=db)(password=tiger(7))/shop",
                "//db?&=tiger",
                "//ann:ti%zzger@db/shop"
            })
    void anAddressThatTheDriverCannotReadIsNotQuoted(String address) {
        for (var scheme : List.of("jdbc:mysql:", "jdbc:mysql:replication:")) {
            var failure = catchThrowable(() -> DriverManager.getConnection(scheme + address));

            assertThat(Reason.of(new IllegalStateException("no connection", failure)))
                    .hasToString("the driver cannot read the address");
        }
    }

    @Test
    void aValueThatTheDriverDoesNotTakeIsNamed() {
        var failure =
                catchThrowable(() -> DriverManager.getConnection("jdbc:mysql://127.0.0.1:1/shop?connectTimeout=x"));

        assertThat(Reason.of(failure).words()).startsWith("The connection property 'connectTimeout' only accepts");
    }

    @Test
    void aCertificateIsNamedBeforeWhatIsBehindIt() {
        var fault = new CertificateException("No name matching\n db found", new IOException("behind it"));
        var handshake = new SSLHandshakeException("handshake");
        handshake.initCause(fault);
        var failure = new UncheckedIOException(handshake);

        assertThat(Reason.of(failure)).hasToString("its certificate is another host's: No name matching db found");
    }

    @Test
    void aRegistrysAnswerIsSaidOnce() {
        assertThat(new RegistryException("cannot read schema 1 at /ccompat: 500 {\n}", 500).reason())
                .isEqualTo("cannot read schema 1 at /ccompat: 500 { }");
        assertThat(new RegistryException("cannot read schema 1 at /ccompat", new TimeoutException()).reason())
                .isEqualTo("cannot read schema 1 at /ccompat: no answer");
    }

    @Test
    void theKindIsTheSameWhereOnlyNumbersDiffer() {
        var first = Reason.of(new SQLException("timed out after 501ms"));
        var second = Reason.of(new SQLException("timed out after 502ms"));

        assertThat(first.kind())
                .isEqualTo(second.kind())
                .isNotEqualTo(Reason.of(new ConnectException("no")).kind());
    }
}
