package com.pinda.aggregation.canal.preflight;

import com.pinda.aggregation.canal.history.TableName;
import com.pinda.aggregation.canal.source.Source;
import com.pinda.aggregation.canal.source.SourceConnection;
import java.io.IOException;
import java.net.UnknownHostException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Checks the source before its binlog is read. */
public final class Preflight {

    private static final int ONE_BYTE_LENGTHS = 256;

    private final Source source;
    private final String filter;
    private final Predicate<TableName> captured;

    /**
     * @param filter the captured tables as the operator wrote them
     * @param captured the same as a predicate
     */
    public Preflight(Source source, String filter, Predicate<TableName> captured) {
        this.source = source;
        this.filter = filter;
        this.captured = captured;
    }

    /** Runs every check; without a connection only that one. */
    public List<Check> run() {
        try (var connection = source.open()) {
            var checks = new ArrayList<Check>();
            checks.add(Check.ok(
                    "connection",
                    source.address() + ", server " + connection.version().text()));
            checks.addAll(binlog(connection));
            checks.add(serverId(connection));
            checks.addAll(new Grants(connection).check(source.address().user(), filter, captured));
            checks.add(new UnreadableColumns(connection).check(captured));
            checks.add(new KeylessTables(source).check(captured));
            checks.add(new Cascades(connection).check(captured));
            return checks;
        } catch (IOException e) {
            var certificate = faultOfCertificate(e);
            if (certificate.isPresent()) {
                return List.of(Check.failed(
                        "connection",
                        "the certificate of " + source.address() + " is not good: " + reason(e),
                        remedy(certificate.get())));
            }
            return List.of(Check.failed(
                    "connection",
                    "none to " + source.address() + ": " + reason(e),
                    "start the database, or correct canal.source.host, .port, .user, .password, .ssl"));
        }
    }

    private static List<Check> binlog(SourceConnection connection) throws IOException {
        var checks = new ArrayList<Check>();
        var on = value(connection, "log_bin").equals("ON");
        checks.add(Check.that(
                "log_bin", on, on ? "ON" : "OFF", "start the database with --log-bin=mysql-bin (my.cnf: log_bin)"));
        checks.add(variable(connection, "binlog_format", "ROW"));
        checks.add(variable(connection, "binlog_row_image", "FULL"));
        var options = value(connection, "binlog_row_value_options");
        checks.add(Check.that(
                "binlog_row_value_options",
                !options.contains("PARTIAL_JSON"),
                options.isEmpty() ? "none" : options,
                "SET GLOBAL binlog_row_value_options=''"));
        if (connection.version().isMariaDbFrom(11, 4)) {
            var legacy = value(connection, "binlog_legacy_event_pos");
            checks.add(Check.that(
                    "binlog_legacy_event_pos",
                    legacy.equals("ON") || legacy.equals("1"),
                    legacy,
                    "SET GLOBAL binlog_legacy_event_pos=1 (my.cnf: binlog_legacy_event_pos=1)"));
        }
        if (value(connection, "log_bin_compress").equals("ON")) {
            // canal reads the length of an unpacked event as a signed number where it has one byte
            var shortest = Long.parseLong(value(connection, "log_bin_compress_min_len"));
            checks.add(Check.that(
                    "log_bin_compress_min_len",
                    shortest >= ONE_BYTE_LENGTHS,
                    String.valueOf(shortest),
                    "SET GLOBAL log_bin_compress_min_len=256 (my.cnf: log_bin_compress_min_len=256)"));
        }
        return checks;
    }

    /** A variable that must have one value. A server without it is older than it and behaves so. */
    private static Check variable(SourceConnection connection, String name, String wanted) throws IOException {
        var value = connection.variable(name).orElse(wanted).toUpperCase(Locale.ROOT);
        return Check.that(
                name,
                value.equals(wanted),
                value,
                "SET GLOBAL " + name + "=" + wanted + " (my.cnf: " + name + "=" + wanted
                        + "), then let open sessions reconnect");
    }

    private Check serverId(SourceConnection connection) throws IOException {
        var theirs = value(connection, "server_id");
        var ours = String.valueOf(source.address().serverId());
        if (theirs.isEmpty() || theirs.equals("0")) {
            return Check.failed("server_id", "0", "SET GLOBAL server_id=1 (my.cnf: server_id=1)");
        }
        return Check.that(
                "server_id",
                !theirs.equals(ours),
                "source " + theirs + ", this replica " + ours,
                "give canal.source.server-id another number");
    }

    private static String value(SourceConnection connection, String name) throws IOException {
        return connection.variable(name).orElse("").toUpperCase(Locale.ROOT);
    }

    private static Optional<Throwable> faultOfCertificate(Throwable failure) {
        return Stream.iterate(failure, e -> e != null, Throwable::getCause)
                .filter(CertificateException.class::isInstance)
                .reduce((outer, inner) -> inner);
    }

    private static String remedy(Throwable fault) {
        if (fault instanceof CertificateExpiredException || fault instanceof CertificateNotYetValidException) {
            return "renew it at the source, or correct this machine's clock";
        }
        return "name its authority in canal.source.ca, or correct canal.source.host; canal.source.ssl says what is"
                + " checked";
    }

    /** One line of what went wrong, innermost cause first. */
    private static String reason(Throwable e) {
        var cause = e;
        while (cause.getCause() != null && cause.getCause() != cause) {
            cause = cause.getCause();
        }
        if (cause instanceof UnknownHostException) {
            return "nobody knows a host of that name";
        }
        var message = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
        return message.strip().replaceAll("\\s*\\R\\s*", " ");
    }
}
