package com.pinda.aggregation.testkit;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A real MySQL, the newest that Debian has, on a free port of loopback, with an empty data folder of its own, a ROW
 * binlog and GTIDs. The account is {@code root} without a password; others log in with caching_sha2_password, and TLS
 * is on. {@link MySqlProgram#missing()} tells whether there is one on this machine.
 */
public final class MySql implements SqlServer {

    private static final Duration START_TIMEOUT = Duration.ofSeconds(90);
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(60);
    private static final long POLL_MS = 100;

    private static final List<String> OPTIONS = List.of(
            "--bind-address=127.0.0.1",
            "--socket=s",
            "--pid-file=pid",
            "--secure-file-priv=NULL",
            "--skip-name-resolve",
            "--character-set-server=utf8mb4",
            "--default-time-zone=+00:00",
            "--max-allowed-packet=64M",
            "--innodb-flush-log-at-trx-commit=2",
            "--innodb-buffer-pool-size=64M",
            "--performance-schema=OFF",
            "--mysqlx=OFF",
            "--max-connections=50",
            "--server-id=1",
            "--log-bin=mysql-bin",
            "--sync-binlog=0",
            "--gtid-mode=ON",
            "--enforce-gtid-consistency=ON");

    /** The stock account is for the host name {@code localhost}, and this server resolves no names. */
    private static final String ACCOUNT = """
            SET sql_log_bin = 0;
            CREATE USER IF NOT EXISTS root@127.0.0.1;
            GRANT ALL ON *.* TO root@127.0.0.1 WITH GRANT OPTION;
            """;

    private final Path folder;
    private final List<String> command;
    private final int port;
    private Process process;

    private MySql(Path folder, List<String> command, int port) throws IOException {
        this.folder = folder;
        this.command = List.copyOf(command);
        this.port = port;
        process = launch();
    }

    /**
     * Starts a server and waits until it takes connections.
     *
     * @param options more {@code mysqld} options; a later one wins over the defaults of this class
     */
    public static MySql start(String... options) {
        try {
            return startIn(Files.createTempDirectory("pd-mysql-"), options);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start MySQL", e);
        }
    }

    /** Starts a server whose data is in this folder, which is deleted at its end. */
    public static MySql startIn(Path folder, String... options) {
        try {
            Files.createDirectories(folder);
            var program = List.of(
                    MySqlProgram.path().toString(),
                    "--no-defaults",
                    "--datadir=" + folder.resolve("data"),
                    // it refuses to run as root unless it is told to
                    "--user=" + System.getProperty("user.name"));
            initialize(folder, program);
            var port = JavaProcess.freePort();
            var command = new ArrayList<>(program);
            command.addAll(OPTIONS);
            command.add("--port=" + port);
            command.add("--init-file=" + Files.writeString(folder.resolve("account.sql"), ACCOUNT));
            command.addAll(List.of(options));
            return started(folder, command, port);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start MySQL", e);
        }
    }

    /** Starts a server with a data folder that is laid already, and waits until it takes connections. */
    static MySql started(Path folder, List<String> command, int port) throws IOException {
        return new MySql(folder, command, port).awaitUp();
    }

    private static void initialize(Path folder, List<String> program) throws IOException {
        var command = new ArrayList<>(program);
        command.add("--initialize-insecure");
        var log = folder.resolve("initialize.log");
        var process = process(command, log);
        if (!ended(process, START_TIMEOUT) || process.exitValue() != 0) {
            process.destroyForcibly();
            throw new IllegalStateException("cannot lay the data folder of MySQL:\n" + Files.readString(log));
        }
    }

    private Process launch() throws IOException {
        var started = process(command, log());
        Runtime.getRuntime().addShutdownHook(new Thread(started::destroyForcibly));
        return started;
    }

    private static Process process(List<String> command, Path log) throws IOException {
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
    }

    private Path log() {
        return folder.resolve("server.log");
    }

    private MySql awaitUp() throws IOException {
        var deadline = System.nanoTime() + START_TIMEOUT.toNanos();
        while (System.nanoTime() < deadline && process.isAlive()) {
            try (var connection = connect("")) {
                if (connection.isValid(1)) {
                    return this;
                }
            } catch (SQLException e) {
                ended(process, Duration.ofMillis(POLL_MS));
            }
        }
        var output = Files.readString(log());
        close();
        throw new IllegalStateException("MySQL did not come up:\n" + output);
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public Connection connect(String database) throws SQLException {
        var url = "jdbc:mysql://127.0.0.1:" + port + "/" + database
                + "?sslMode=DISABLED&allowPublicKeyRetrieval=true&connectionTimeZone=UTC";
        return DriverManager.getConnection(url, Database.USER, Database.PASSWORD);
    }

    @Override
    public void execute(String... statements) {
        try (var connection = connect("");
                var statement = connection.createStatement()) {
            for (var sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new IllegalStateException("cannot run " + List.of(statements), e);
        }
    }

    @Override
    public void stop() {
        process.destroy();
        if (!ended(process, STOP_TIMEOUT)) {
            process.destroyForcibly();
            ended(process, STOP_TIMEOUT);
        }
    }

    @Override
    public void kill() {
        process.destroyForcibly();
        ended(process, STOP_TIMEOUT);
    }

    @Override
    public void freeze() {
        Signal.STOP.send(process.pid());
    }

    @Override
    public void thaw() {
        Signal.CONT.send(process.pid());
    }

    @Override
    public void resume() {
        try {
            process = launch();
            awaitUp();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start MySQL again", e);
        }
    }

    @Override
    public void close() {
        stop();
        try (var files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean ended(Process process, Duration within) {
        try {
            return process.waitFor(within.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
