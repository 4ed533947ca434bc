package com.pinda.aggregation.local.stack;

import com.pinda.aggregation.local.tms.TmsSource;
import com.pinda.aggregation.local.workload.WorkloadSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;

/** What can be said on the command line. */
final class UpOptions {
    /** The same seed is to give the same data, to the last column. */
    private static final WorkloadSettings KNOBS = WorkloadSettings.defaults().with("server-sets-pickup-time", "false");

    /** Settings of the workload that are no knobs here. */
    private static final Set<String> HAVE_OPTIONS = Set.of("orders", "rate", "seed");

    @Option(
            names = "--orders",
            paramLabel = "N",
            description = "Place N orders, then no more (default: go on until stopped).")
    @Nullable Integer orders;

    @Option(
            names = "--exit",
            description =
                    "After the orders wait until all is applied, compare source and copies, and each view with"
                            + " its SELECT over the source, row by row, print the result as one line of JSON, and stop: exit code 0 when nothing differs.")
    boolean exit;

    @Option(
            names = "--rate",
            paramLabel = "R",
            description = "Orders placed per second, 0 as many as the database takes (default: ${DEFAULT-VALUE}).")
    double rate = 10;

    @Option(
            names = "--seed",
            paramLabel = "S",
            description = "The same seed gives the same data (default: ${DEFAULT-VALUE}).")
    long seed = 1;

    @Option(
            names = "--knob",
            paramLabel = "NAME=VALUE",
            description = "Turn a knob of the workload; their names and what they stand at are below. Can be repeated.")
    Map<String, String> knobs = new LinkedHashMap<>();

    @Option(names = "--no-workload", description = "Start everything, but place no orders.")
    boolean noWorkload;

    @Option(
            names = "--servers-only",
            description = "Start only database, broker and registry, for services run from elsewhere.")
    boolean serversOnly;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Where everything is kept; a second start goes on with it (default: data in the project).")
    @Nullable Path data;

    @Option(names = "--fresh", description = "Delete what is kept and start over.")
    boolean fresh;

    @Option(
            names = "--db",
            paramLabel = "DB",
            converter = DatabaseConverter.class,
            description =
                    "The database to start: mariadb, or mysql (from the PATH, else fetched from Debian's packages;"
                            + " default: ${DEFAULT-VALUE}).")
    Database database = Database.MARIADB;

    @Option(
            names = "--source-url",
            paramLabel = "HOST:PORT",
            description = "A database server of your own as the source. Without --no-workload the TMS databases are"
                    + " created there, and orders placed in them.",
            converter = ServerConverter.class)
    @Nullable Server source;

    @Option(names = "--source-user", paramLabel = "USER", description = "The account for it (default: root).")
    String sourceUser = "root";

    @Option(
            names = "--source-password-file",
            paramLabel = "FILE",
            description = "A file that holds the account's password.")
    @Nullable Path sourcePasswordFile;

    @Option(
            names = "--target-url",
            paramLabel = "HOST:PORT",
            description = "A database server of your own for pd_aggregation.",
            converter = ServerConverter.class)
    @Nullable Server target;

    @Option(names = "--target-user", paramLabel = "USER", description = "The account for it (default: root).")
    String targetUser = "root";

    @Option(
            names = "--target-password-file",
            paramLabel = "FILE",
            description = "A file that holds the account's password.")
    @Nullable Path targetPasswordFile;

    @Option(
            names = "--tables",
            paramLabel = "DB.TABLE",
            split = ",",
            converter = TableConverter.class,
            description = "More tables to capture and copy, now and by each later start on the same data.")
    List<TableName> tables = new ArrayList<>();

    @Option(
            names = "--views",
            paramLabel = "DIR",
            description = "A folder whose *.yml files define views of your own, to keep besides those of the TMS.")
    @Nullable Path views;

    @Option(
            names = "--kill",
            paramLabel = "PART[@SECONDS]",
            converter = KillConverter.class,
            description = "Kill producer, consumer or canal-server (-9) so long after the workload began and start it"
                    + " again; without seconds in the middle of the orders. Can be repeated.")
    List<Kill> kills = new ArrayList<>();

    @Option(
            names = "--port-base",
            paramLabel = "P",
            converter = PortConverter.class,
            description = "Take ports in a row from P on (default: each part's own port, or the next free one).")
    @Nullable Integer portBase;

    @Option(
            names = "--port",
            paramLabel = "PART=P",
            converter = {EndpointConverter.class, PortConverter.class},
            description = "Take port P for database, broker, controller, registry, canal-server, canal-http, producer,"
                    + " consumer or query-api. Can be repeated.")
    Map<Endpoint, Integer> ports = new LinkedHashMap<>();

    @Option(names = "--verbose", description = "Print how each process is started.")
    boolean verbose;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Print this.")
    boolean help;

    /** Refuses what each option allows, but not together, and what would have no effect. */
    void check(CommandLine commandLine) {
        var given = commandLine.getParseResult();
        problem(given::hasMatchedOption).ifPresent(problem -> {
            throw new ParameterException(commandLine, problem);
        });
    }

    private Optional<String> problem(Predicate<String> given) {
        if (exit && (orders == null || noWorkload || serversOnly)) {
            return Optional.of("--exit needs --orders N, and services and a workload");
        }
        if (orders != null && orders < 1) {
            return Optional.of("--orders must be 1 or more, not " + orders);
        }
        if (!(rate >= 0)) {
            return Optional.of("--rate must be 0 or more, not " + rate);
        }
        if (views != null && !Files.isDirectory(views)) {
            return Optional.of("--views %s is no folder".formatted(views));
        }
        return withoutEffect(given).or(() -> asked().problem()).or(this::wrongKnob);
    }

    private Optional<String> wrongKnob() {
        for (var knob : knobs.keySet()) {
            if (HAVE_OPTIONS.contains(knob)) {
                return Optional.of("--knob %s is the option --%s".formatted(knob, knob));
            }
        }
        try {
            workload();
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of("--knob: " + e.getMessage());
        }
    }

    private Optional<String> withoutEffect(Predicate<String> given) {
        var noOrders = serversOnly ? "--servers-only" : noWorkload ? "--no-workload" : "";
        if (!noOrders.isEmpty()) {
            for (var option : List.of("--orders", "--rate", "--knob", "--kill")) {
                if (given.test(option)) {
                    return Optional.of("%s has no effect with %s".formatted(option, noOrders));
                }
            }
            // the base data of an embedded source is drawn from the seed, too
            if (given.test("--seed") && (serversOnly || source != null)) {
                return Optional.of("--seed has no effect with " + noOrders + (serversOnly ? "" : " and --source-url"));
            }
        }
        if (serversOnly && given.test("--views")) {
            return Optional.of("--views has no effect with --servers-only");
        }
        for (var side : List.of("source", "target")) {
            for (var option : List.of("--%s-user".formatted(side), "--%s-password-file".formatted(side))) {
                if (given.test(option) && !given.test("--%s-url".formatted(side))) {
                    return Optional.of("%s has no effect without --%s-url".formatted(option, side));
                }
            }
        }
        return given.test("--db") && !embedsDatabase()
                ? Optional.of("--db has no effect with both --source-url and --target-url")
                : Optional.empty();
    }

    /** Says in the words of the options where the data comes from, and where it goes. */
    String origin() {
        return Stream.of(
                        embedsDatabase() ? "--db " + database : "",
                        source == null ? "" : "--source-url " + source,
                        target == null ? "" : "--target-url " + target)
                .filter(option -> !option.isEmpty())
                .collect(Collectors.joining(" "));
    }

    Ports ports(Path file) throws IOException {
        return Ports.choose(asked(), file);
    }

    private AskedPorts asked() {
        return new AskedPorts(portBase == null ? OptionalInt.empty() : OptionalInt.of(portBase), ports);
    }

    /** What the orders are drawn from. */
    WorkloadSettings workload() {
        return KNOBS.with(knobs).withSeed(seed).withRate(rate).withOrders(orders == null ? 0 : orders);
    }

    /** The knobs that can be turned, as they are written, each on a line with what it stands at. */
    static List<String> allKnobs() {
        return KNOBS.knobs().entrySet().stream()
                .filter(knob -> !HAVE_OPTIONS.contains(knob.getKey()))
                .map(knob -> "  " + knob.getKey() + "=" + knob.getValue())
                .toList();
    }

    /** The embedded databases, or servers of one's own in their place. */
    Databases databases(Databases embedded) {
        var databases = embedded;
        if (source != null) {
            databases = databases.withSource(source, account(sourceUser, sourcePasswordFile));
        }
        if (target != null) {
            databases = databases.withTarget(target, account(targetUser, targetPasswordFile));
        }
        return databases;
    }

    boolean embedsDatabase() {
        return source == null || target == null;
    }

    /** Those of the TMS, and those that were named. */
    List<TableName> capturedTables() {
        return Stream.concat(tmsTables().stream(), tables.stream()).distinct().toList();
    }

    static List<TableName> tmsTables() {
        return TmsSource.CAPTURED.stream().map(TableName::parse).toList();
    }

    /** Where the consumer finds views besides those of the TMS; empty for none. */
    String moreViews() {
        return views == null ? "" : "file:" + views.toAbsolutePath().normalize() + "/*.yml";
    }

    Set<String> moreDatabases() {
        return tables.stream().map(TableName::database).collect(Collectors.toSet());
    }

    private static Account account(String user, @Nullable Path passwordFile) {
        if (passwordFile == null) {
            return new Account(user, "");
        }
        try {
            return new Account(user, Files.readString(passwordFile).strip());
        } catch (IOException e) {
            throw new StackFailure("cannot read the password file %s (%s)".formatted(passwordFile, e), e);
        }
    }

    static final class EndpointConverter implements ITypeConverter<Endpoint> {
        @Override
        public Endpoint convert(String value) {
            return Stream.of(Endpoint.values())
                    .filter(endpoint -> endpoint.toString().equals(value))
                    .findFirst()
                    .orElseThrow(() -> new TypeConversionException("'%s' is none of %s"
                            .formatted(
                                    value,
                                    Stream.of(Endpoint.values())
                                            .map(Endpoint::toString)
                                            .collect(Collectors.joining(", ")))));
        }
    }

    static final class PortConverter implements ITypeConverter<Integer> {
        @Override
        public Integer convert(String value) {
            return converted(value, Ports::parse);
        }
    }

    static final class DatabaseConverter implements ITypeConverter<Database> {
        @Override
        public Database convert(String value) {
            return converted(value, Database::parse);
        }
    }

    static final class ServerConverter implements ITypeConverter<Server> {
        @Override
        public Server convert(String value) {
            return converted(value, Server::parse);
        }
    }

    static final class TableConverter implements ITypeConverter<TableName> {
        @Override
        public TableName convert(String value) {
            return converted(value, TableName::parse);
        }
    }

    static final class KillConverter implements ITypeConverter<Kill> {
        @Override
        public Kill convert(String value) {
            return converted(value, Kill::parse);
        }
    }

    private static <T> T converted(String value, Function<String, T> parse) {
        try {
            return parse.apply(value);
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException(String.valueOf(e.getMessage()));
        }
    }
}
