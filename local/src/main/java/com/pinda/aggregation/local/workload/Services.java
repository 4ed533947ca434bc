package com.pinda.aggregation.local.workload;

import com.pinda.aggregation.local.tms.DatabaseServer;
import java.sql.SQLException;
import java.time.Duration;

/**
 * The services of the TMS: for each a connection to its own database, and the ids that it gives out. Closing it closes
 * the connections.
 */
final class Services implements AutoCloseable {

    private static final Duration UPTIME = Duration.ofDays(1);

    private final Session oms;
    private final Session work;
    private final Session base;
    private final Session auth;
    private final Session dispatch;
    private final Timeline timeline;
    private final boolean idsSinceStart;
    private int starts;
    private Ids omsIds;
    private Ids workIds;

    /**
     * Opens the connections.
     *
     * @param idsSinceStart whether ids begin anew with each start of a service
     */
    Services(DatabaseServer server, Timeline timeline, Counters counters, boolean idsSinceStart) throws SQLException {
        this.oms = new Session(server, "pd_oms", counters);
        this.work = new Session(server, "pd_work", counters);
        this.base = new Session(server, "pd_base", counters);
        this.auth = new Session(server, "pd_auth", counters);
        this.dispatch = new Session(server, "pd_dispatch", counters);
        this.timeline = timeline;
        this.idsSinceStart = idsSinceStart;
        if (idsSinceStart) {
            this.starts = History.startsSeen(oms.connection());
        }
        this.omsIds = ids(1);
        this.workIds = ids(2);
    }

    Session oms() {
        return oms;
    }

    Session work() {
        return work;
    }

    Session base() {
        return base;
    }

    Session auth() {
        return auth;
    }

    Session dispatch() {
        return dispatch;
    }

    String newOmsId() {
        restartWhenDue();
        return omsIds.next();
    }

    String newWorkId() {
        restartWhenDue();
        return workIds.next();
    }

    @Override
    public void close() throws SQLException {
        oms.close();
        work.close();
        base.close();
        auth.close();
        dispatch.close();
    }

    private void restartWhenDue() {
        if (idsSinceStart && starts + 1 < Ids.maxStarts() && omsIds.isOlderThan(UPTIME)) {
            starts++;
            omsIds = ids(1);
            workIds = ids(2);
        }
    }

    private Ids ids(int machine) {
        return idsSinceStart ? Ids.sinceNow(timeline, starts) : Ids.sinceFixedEpoch(timeline, machine);
    }
}
