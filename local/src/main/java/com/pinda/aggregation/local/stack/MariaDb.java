package com.pinda.aggregation.local.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The embedded MariaDB: source and target in one server. */
record MariaDb(Site site, Accounts accounts, Set<String> moreDatabases) implements Part {
    // legacy_event_pos: without it the events of a transaction have no position in the log that canal reads.
    // skip-ssl: the server would make a key at each start, which takes ten seconds; it listens on loopback only.
    private static final List<String> OPTIONS = List.of(
            "--binlog-format=ROW", "--binlog_legacy_event_pos=1", "--skip-ssl", "--binlog_annotate_row_events=OFF");

    @Override
    public String name() {
        return "mariadb";
    }

    @Override
    public Endpoint endpoint() {
        return Endpoint.DATABASE;
    }

    @Override
    public Launch prepare() throws IOException {
        var base = executable(site.home().unpacked("mariadb"));
        var data = site.folder().of("mariadb");
        if (Files.notExists(data)) {
            install(base, data);
        }
        accounts.writeTo(DatabaseOptions.initFile(site), List.of("SLAVE MONITOR"), moreDatabases);
        var command = new ArrayList<String>();
        command.add(base.resolve("bin/mariadbd").toString());
        command.addAll(DatabaseOptions.common(site, data));
        command.add("--basedir=" + base);
        command.addAll(OPTIONS);
        return new Launch(command, environment(base), site.folder().path());
    }

    @Override
    public Optional<String> problem() {
        return Server.embedded(site.ports().of(Endpoint.DATABASE)).problem(accounts.root());
    }

    private void install(Path base, Path data) throws IOException {
        var fresh = DatabaseOptions.emptyFolder(site.folder().of("mariadb.new"));
        var command = new ArrayList<>(List.of(
                "/bin/sh",
                base.resolve("scripts/mariadb-install-db").toString(),
                "--no-defaults",
                "--basedir=" + base,
                "--datadir=" + fresh,
                "--auth-root-authentication-method=normal",
                "--skip-name-resolve",
                "--skip-test-db",
                "--force"));
        command.addAll(DatabaseOptions.user());
        site.run(name(), new Launch(command, environment(base), base));
        Files.move(fresh, data);
    }

    /** A server that starts deletes the temporary tables of all others that share its folder for them. */
    private Map<String, String> environment(Path base) throws IOException {
        var temporary = Files.createDirectories(site.folder().of("mariadb.tmp"));
        return Map.of("LD_LIBRARY_PATH", base.resolve("libs").toString(), "TMPDIR", temporary.toString());
    }

    /** The archive it came in does not keep what is a program. */
    private static Path executable(Path base) throws IOException {
        try (var programs = Files.newDirectoryStream(base.resolve("bin"))) {
            for (var program : programs) {
                if (!program.toFile().setExecutable(true)) {
                    throw new StackFailure("cannot make %s executable".formatted(program));
                }
            }
        }
        return base;
    }
}
