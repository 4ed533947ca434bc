package com.pinda.aggregation.local.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** MySQL as the database: the one on the PATH, else one fetched by {@code scripts/mysql}. */
record MySql(Site site, Accounts accounts, Set<String> moreDatabases) implements Part {
    private static final List<String> OPTIONS = List.of(
            "--gtid-mode=ON",
            "--secure-file-priv=NULL",
            "--enforce-gtid-consistency=ON",
            "--mysqlx=OFF",
            "--performance-schema=OFF");

    /** Names the folder of the fetched one, which several projects may share; by default each has its own. */
    private static final String FOLDER = "PD_MYSQL_DIR";

    @Override
    public String name() {
        return "mysql";
    }

    @Override
    public Endpoint endpoint() {
        return Endpoint.DATABASE;
    }

    @Override
    public Launch prepare() throws IOException {
        var program = onPath().orElseGet(this::fetched);
        var data = site.folder().of("mysql");
        if (Files.notExists(data)) {
            initialize(program, data);
        }
        accounts.writeTo(DatabaseOptions.initFile(site), List.of(), moreDatabases);
        var command = new ArrayList<String>();
        command.add(program.toString());
        command.addAll(DatabaseOptions.common(site, data));
        command.addAll(OPTIONS);
        return launch(command);
    }

    @Override
    public Optional<String> problem() {
        return Server.embedded(site.ports().of(Endpoint.DATABASE)).problem(accounts.root());
    }

    static Optional<Path> onPath() {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(":"))
                .map(folder -> Path.of(folder, "mysqld"))
                .filter(Files::isExecutable)
                // MariaDB's server has this name too, as a link
                .filter(program -> !isMariaDb(program))
                .findFirst();
    }

    private static boolean isMariaDb(Path program) {
        try {
            return program.toRealPath().getFileName().toString().startsWith("mariadb");
        } catch (IOException e) {
            return true;
        }
    }

    private Path fetched() {
        var named = System.getenv(FOLDER);
        var folder = named == null ? site.home().project().resolve("target/mysql") : Path.of(named);
        var program = folder.resolve("mysqld");
        if (Files.notExists(program)) {
            site.run(name(), launch(List.of(site.home().script("mysql").toString(), folder.toString())));
        }
        return program;
    }

    private void initialize(Path program, Path data) throws IOException {
        var fresh = DatabaseOptions.emptyFolder(site.folder().of("mysql.new"));
        var command = new ArrayList<>(
                List.of(program.toString(), "--no-defaults", "--initialize-insecure", "--datadir=" + fresh));
        command.addAll(DatabaseOptions.user());
        site.run(name(), launch(command));
        Files.move(fresh, data);
    }

    private Launch launch(List<String> command) {
        return new Launch(command, Map.of(), site.folder().path());
    }
}
