package com.pinda.aggregation.torture;

import static org.assertj.core.api.Assertions.assertThat;

import com.pinda.aggregation.torture.check.Violation;
import com.pinda.aggregation.torture.check.Violation.Kind;
import com.pinda.aggregation.torture.fault.Fault;
import com.pinda.aggregation.torture.fault.Faults;
import com.pinda.aggregation.torture.load.Tables;
import com.pinda.aggregation.torture.load.Views;
import com.pinda.aggregation.torture.rig.Rig;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** One short round of what {@code scripts/torture} does for as long as one likes. */
class TortureIT {

    private static final long SEED = 7;

    /** One of each sort, and one of each link; the suites of the promises have the rest. */
    private static final List<String> FAULTS = List.of(
            "link canal-source cut inside an answer",
            "producer killed at the answer to EndTxn",
            "link consumer-target stalled",
            "consumer frozen",
            "link producer-kafka slow",
            "rows of a copy locked",
            "second consumer killed",
            "link consumer-kafka stalled",
            "link producer-canal cut",
            "link consumer-registry refused",
            "link producer-status slow",
            "link producer-registry cut inside an answer",
            "link canal-source refused");

    @Test
    void aRoundOfFaultsLeavesNoViolation() {
        List<String> printed = new ArrayList<>();
        try (var rig = Rig.start(Views.keptBy(Tables.rig().withSmallDisk()));
                var verdict = new Verdict(rig)) {
            Tables.create(rig.source());
            var summary = new Summary();

            new Round(rig, new Random(SEED), summary, printed::add).run(chosen(rig));

            var kinds = FAULTS.size() + (rig.smallDisk().isPresent() ? 1 : 0);
            assertThat(verdict.violations())
                    .as("seed %d, %s%n%s", SEED, printed, summary)
                    .isEmpty();
            assertThat(summary.toString()).contains("faults " + kinds + " of " + kinds + " kinds");

            rig.target()
                    .execute(
                            "UPDATE pd_aggregation.order_lines SET line_count = line_count + 1 ORDER BY id LIMIT 1",
                            "DELETE FROM pd_aggregation.seat_lines ORDER BY place LIMIT 1",
                            "INSERT INTO pd_aggregation.line_with_order (order_id, line, _refreshed_ms) VALUES (-1, 1, 0)");

            assertThat(verdict.violations())
                    .extracting(Violation::kind)
                    .containsExactlyInAnyOrder(Kind.VIEW_ROW, Kind.VIEW_ROW, Kind.VIEW_VALUE);
        }
    }

    private static List<Fault> chosen(Rig rig) {
        var all = Faults.of(rig);
        var fullDisk = rig.smallDisk().map(data -> "disk of canal-server full");
        return Stream.concat(FAULTS.stream(), fullDisk.stream())
                .map(name -> all.stream()
                        .filter(fault -> fault.name().equals(name))
                        .findFirst()
                        .orElseThrow())
                .toList();
    }
}
