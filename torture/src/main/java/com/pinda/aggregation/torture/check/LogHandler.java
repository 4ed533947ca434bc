package com.pinda.aggregation.torture.check;

import com.pinda.aggregation.schema.TableId;

/** Takes what a binlog has, in commit order. */
interface LogHandler {

    void change(LoggedChange change);

    /** A statement removed all rows of a table. */
    void emptied(TableId table, Place place);

    /** Something could not be read as it was asked for. */
    void unchecked(String sentence);
}
