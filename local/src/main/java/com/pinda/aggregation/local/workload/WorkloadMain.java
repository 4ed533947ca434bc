package com.pinda.aggregation.local.workload;

import com.pinda.aggregation.local.tms.DatabaseServer;
import com.pinda.aggregation.local.tms.TmsSize;
import com.pinda.aggregation.local.tms.TmsSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The workload as a program of its own, against any MySQL or MariaDB. */
@Command(
        name = "scripts/workload",
        mixinStandardHelpOptions = true,
        description = "Plays the life of orders in the databases of the TMS.",
        footerHeading = "%nExit codes: 0 all orders ran to their end; 1 the server failed; "
                + "2 wrong usage.%nThe password is read from --password-file, else from the variable TMS_PASSWORD.%n",
        sortOptions = false)
public final class WorkloadMain implements Callable<Integer> {

    private static final int DONE = 0;
    private static final int FAILED = 1;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--url",
            description = "jdbc:mysql://host:port, with parameters if need be (default: ${DEFAULT-VALUE})")
    private String url = "jdbc:mysql://127.0.0.1:13306";

    @Option(names = "--user", description = "account (default: ${DEFAULT-VALUE})")
    private String user = "tms";

    @Option(names = "--password-file", description = "file that holds nothing but the password")
    private @Nullable Path passwordFile;

    @Option(names = "--prepare", description = "create databases, tables and base data first, where they are missing")
    private boolean prepare;

    @Option(names = "--branches", description = "size of the base data: 3 small, 15 medium, 31 large")
    private int branches = 3;

    @Option(names = "--orders", description = "orders to place; all run to their end (default: 0, without an end)")
    private long orders;

    @Option(names = "--rate", description = "orders a second, 0 for as fast as it goes (default: 10)")
    private double rate = WorkloadSettings.defaults().rate();

    @Option(names = "--seed", description = "what all draws begin from (default: 1)")
    private long seed = WorkloadSettings.defaults().seed();

    @Option(names = "--knob", paramLabel = "NAME=VALUE", description = "another setting; see --knobs")
    private Map<String, String> knobs = new LinkedHashMap<>();

    @Option(names = "--knobs", description = "list the settings with their defaults and exit")
    private boolean listKnobs;

    private WorkloadMain() {}

    /** Runs the workload and ends the process with the exit code. */
    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    /** The command line, not run yet. */
    static CommandLine commandLine() {
        return new CommandLine(new WorkloadMain());
    }

    @Override
    public Integer call() throws InterruptedException {
        if (listKnobs) {
            WorkloadSettings.defaults().knobs().forEach((name, value) -> print(name + "=" + value));
            return DONE;
        }
        var settings = settings();
        var server = server();
        var size = size();
        try {
            if (prepare) {
                new TmsSource(server, size, seed).prepare();
            }
            run(server, settings);
            return DONE;
        } catch (SQLException e) {
            return failed("cannot use " + server + ": " + e.getMessage());
        } catch (IllegalStateException e) {
            return failed(e.getMessage() + " (see --prepare)");
        }
    }

    private void run(DatabaseServer server, WorkloadSettings settings) throws SQLException, InterruptedException {
        var workload = new Workload(server, settings, (order, nanos) -> {});
        var ended = new CountDownLatch(1);
        var hook = new Thread(() -> stop(workload, ended), "stop");
        Runtime.getRuntime().addShutdownHook(hook);
        var progress = new Thread(() -> report(workload.counters(), ended), "progress");
        progress.setDaemon(true);
        progress.start();
        try {
            workload.run();
        } finally {
            ended.countDown();
        }
        print(line(workload.counters(), 0));
    }

    private static void stop(Workload workload, CountDownLatch ended) {
        workload.stop();
        try {
            if (!ended.await(10, TimeUnit.SECONDS)) {
                workload.stop();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void report(Counters counters, CountDownLatch ended) {
        long before = 0;
        try {
            while (!ended.await(1, TimeUnit.SECONDS)) {
                long rows = counters.rowChanges();
                print(line(counters, rows - before));
                before = rows;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String line(Counters counters, long rowsPerSecond) {
        var rate = rowsPerSecond > 0 ? " rows/s=" + rowsPerSecond : "";
        return "orders=" + counters.ordersPlaced() + " finished=" + counters.ordersFinished() + " rows="
                + counters.rowChanges() + " transactions=" + counters.transactions() + rate;
    }

    private WorkloadSettings settings() {
        try {
            return WorkloadSettings.defaults()
                    .with(knobs)
                    .withOrders(orders)
                    .withRate(rate)
                    .withSeed(seed);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    private DatabaseServer server() {
        try {
            return new DatabaseServer(url, user, password());
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "--url: " + e.getMessage(), e);
        }
    }

    private TmsSize size() {
        try {
            return TmsSize.ofBranches(branches);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "--branches: " + e.getMessage(), e);
        }
    }

    private String password() {
        if (passwordFile == null) {
            var variable = System.getenv("TMS_PASSWORD");
            return variable == null ? "" : variable;
        }
        try {
            return Files.readString(passwordFile).strip();
        } catch (IOException e) {
            throw new ParameterException(spec.commandLine(), "cannot read --password-file " + passwordFile, e);
        }
    }

    private int failed(String message) {
        spec.commandLine().getErr().println(message);
        return FAILED;
    }

    private void print(String line) {
        spec.commandLine().getOut().println(line);
    }
}
