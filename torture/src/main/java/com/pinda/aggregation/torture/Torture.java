package com.pinda.aggregation.torture;

import com.pinda.aggregation.torture.fault.Fault;
import com.pinda.aggregation.torture.fault.Faults;
import com.pinda.aggregation.torture.load.Tables;
import com.pinda.aggregation.torture.load.Views;
import com.pinda.aggregation.torture.rig.Rig;
import com.pinda.aggregation.torture.rig.SourceKind;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Breaks a working system at random, for as long as one likes, and looks whether it kept its promises. */
@Command(
        name = "scripts/torture",
        mixinStandardHelpOptions = true,
        description =
                "Starts a system of its own, writes to its source, breaks it at random, and checks after each round"
                        + " of about two minutes that every change is in its topic once and in its copy, and that each view is its SELECT. Ends with 0 where"
                        + " nothing is violated.")
public final class Torture implements Callable<Integer> {

    private static final Duration ROUND = Duration.ofMinutes(2);

    @Option(names = "--minutes", description = "how long, at least one round (default: ${DEFAULT-VALUE})")
    private int minutes = 10;

    @Option(names = "--seed", description = "what chance begins with; printed, and chosen where it is not given")
    private @Nullable Long seed;

    @Option(names = "--source", description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE})")
    private SourceKind source = SourceKind.MARIADB;

    @Option(
            names = "--only",
            paramLabel = "<regex>",
            description = "only faults whose whole name matches, as the summary shows it (default: all)")
    private Pattern only = Pattern.compile(".*");

    @Option(names = "--no-views", description = "keeps no views, and so compares none")
    private boolean noViews;

    @Option(names = "--data", description = "folder of all data (default: a temporary one)")
    private @Nullable Path data;

    @Option(names = "--keep-data", description = "data and logs are not deleted at the end")
    private boolean keepData;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli hands it over
    private CommandSpec spec;

    private final Summary summary = new Summary();

    /** Exit code 0 where nothing was violated, 1 where something was or could not be seen, 2 for a wrong option. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Torture())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .execute(arguments));
    }

    @Override
    public Integer call() {
        var chosen = seed == null ? Clock.systemUTC().millis() % 1_000_000 : seed;
        print("seed " + chosen);
        var until = System.nanoTime() + Duration.ofMinutes(minutes).toNanos();
        var options = Tables.rig().withSmallDisk().from(source);
        if (!noViews) {
            options = Views.keptBy(options);
        }
        if (data != null) {
            options = options.in(data);
        }
        if (keepData) {
            options = options.keepingData();
        }
        try (var rig = Rig.start(options);
                var verdict = new Verdict(rig)) {
            print("everything is up, data in " + rig.folder());
            Tables.create(rig.source());
            var random = new Random(chosen);
            var faults = faults(rig);
            do {
                new Round(rig, random, summary, this::print).run(faults, ROUND);
                check(verdict);
            } while (summary.violations() == 0 && System.nanoTime() < until);
        } finally {
            print(summary.toString());
        }
        return summary.violations() == 0 ? 0 : 1;
    }

    private List<Fault> faults(Rig rig) {
        var all = Faults.of(rig);
        var chosen = all.stream()
                .filter(fault -> only.matcher(fault.name()).matches())
                .toList();
        if (chosen.isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--only " + only + " matches no fault; there are "
                            + all.stream().map(Fault::name).toList());
        }
        return chosen;
    }

    private void check(Verdict verdict) {
        var violations = verdict.violations();
        violations.forEach(violation -> print(violation.toString()));
        summary.round(violations.size());
        print("round checked: violations " + violations.size());
    }

    private void print(String text) {
        var out = spec.commandLine().getOut();
        out.println(LocalTime.now(ZoneOffset.UTC).truncatedTo(ChronoUnit.SECONDS) + "  " + text);
        out.flush();
    }
}
