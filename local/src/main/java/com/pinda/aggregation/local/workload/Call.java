package com.pinda.aggregation.local.workload;

import java.sql.SQLException;

/**
 * One call to a service of the TMS, which is one local transaction in one database; or an event that makes such calls.
 */
@FunctionalInterface
interface Call {

    void run() throws SQLException;
}
