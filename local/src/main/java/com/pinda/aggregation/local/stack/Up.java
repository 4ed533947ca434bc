package com.pinda.aggregation.local.stack;

import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** Starts the whole system on this machine. */
@Command(
        name = "scripts/up",
        sortOptions = false,
        description = "Starts the database, Kafka, the schema registry and the services on this machine, and places"
                + " orders in the TMS databases. Ctrl-C stops everything.",
        footerHeading = "%n")
public final class Up implements Callable<Integer> {
    @Mixin
    private final UpOptions options = new UpOptions();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli hands it over
    private CommandSpec spec;

    private volatile boolean stopping;

    private Up() {}

    /** Runs until it is stopped, or done. */
    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        var up = new Up();
        var commandLine = new CommandLine(up);
        var footer = new ArrayList<>(List.of("Knobs of the workload, with their defaults:"));
        footer.addAll(UpOptions.allKnobs());
        footer.addAll(
                List.of(
                        "",
                        "Exit code 0: done; 1: a part did not come up, or copies or views differ; 2: wrong options; 130, 143: stopped by Ctrl-C, or by SIGTERM."));
        commandLine.getCommandSpec().usageMessage().footer(footer.toArray(String[]::new));
        return commandLine
                .setParameterExceptionHandler((e, arguments) -> {
                    var err = e.getCommandLine().getErr();
                    err.println(e.getMessage());
                    UnmatchedArgumentException.printSuggestions(e, err);
                    err.println("scripts/up --help tells what there is.");
                    return CommandLine.ExitCode.USAGE;
                })
                .setExecutionExceptionHandler((e, line, result) -> up.failed(e));
    }

    @Override
    public Integer call() throws IOException, SQLException {
        options.check(spec.commandLine());
        var home = Home.ofThisProgram();
        var data = options.data == null ? home.project().resolve("data") : options.data;
        try (var folder = DataFolder.open(data.toAbsolutePath(), options.origin(), options.fresh)) {
            System.setProperty("stack.log", folder.log("launcher").toString());
            goOnWith(new KeptTables(folder));
            return run(new Site(home, folder, options.ports(folder.of("ports.properties"))));
        }
    }

    private void goOnWith(KeptTables kept) throws IOException {
        var all = kept.with(options.tables, UpOptions.tmsTables());
        var before =
                all.stream().filter(table -> !options.tables.contains(table)).toList();
        if (!before.isEmpty()) {
            spec.commandLine()
                    .getOut()
                    .println("captured too, as before: %s  (%s)"
                            .formatted(
                                    before.stream().map(TableName::toString).collect(Collectors.joining(", ")),
                                    kept.file()));
        }
        options.tables = all;
    }

    private int run(Site site) throws IOException, SQLException {
        var screen = new Screen(spec.commandLine().getOut(), Boolean.getBoolean("stack.terminal"));
        try (var stack = new Stack(site, screen, options.verbose)) {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(stack), "stop"));
            return new Session(site, stack, screen, options).run();
        }
    }

    /** Tells the person why in a sentence, and the log in full. */
    private int failed(Exception e) {
        if (!stopping) { // what was told to stop is no failure
            // not a field: the folder says where the log is
            LoggerFactory.getLogger(Up.class).error("stopped", e);
            spec.commandLine().getErr().println(reason(e));
        }
        return CommandLine.ExitCode.SOFTWARE;
    }

    private static String reason(Exception e) {
        if (e instanceof StackFailure) {
            return String.valueOf(e.getMessage());
        }
        if (e instanceof SQLException sql) {
            return "a database failed: " + Server.reason(sql);
        }
        return "stopped by %s; launcher.log tells more".formatted(e);
    }

    private void stop(Stack stack) {
        stopping = true;
        stack.close();
    }
}
