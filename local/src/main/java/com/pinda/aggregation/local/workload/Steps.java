package com.pinda.aggregation.local.workload;

import java.sql.SQLException;
import java.util.List;

/**
 * Runs the calls of a step one after the other. Nothing ties them together: now and then the process dies between two.
 */
final class Steps {

    private final Draw draw;
    private final double dies;

    /**
     * Begins with a share of steps that are not finished.
     *
     * @param dies share of steps that are not finished
     */
    Steps(Draw draw, double dies) {
        this.draw = draw;
        this.dies = dies;
    }

    /** Runs a step and says whether it was finished. The first call always happens. */
    boolean run(Call... calls) throws SQLException {
        return run(List.of(calls));
    }

    /** Runs a step and says whether it was finished. The first call always happens. */
    boolean run(List<Call> calls) throws SQLException {
        boolean finished = calls.size() < 2 || !draw.chance(dies);
        int last = finished ? calls.size() : draw.between(1, calls.size() - 1);
        for (var call : calls.subList(0, last)) {
            call.run();
        }
        return finished;
    }
}
