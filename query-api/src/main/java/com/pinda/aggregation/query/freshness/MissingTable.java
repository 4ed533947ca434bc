package com.pinda.aggregation.query.freshness;

import java.sql.SQLException;
import org.springframework.jdbc.BadSqlGrammarException;

/** Tells a table that is not there yet from a mistake in our SQL. */
public final class MissingTable {

    private static final String NO_SUCH_TABLE = "42S02";

    private MissingTable() {}

    /** Whether the statement failed because a table is not there. */
    public static boolean causes(BadSqlGrammarException e) {
        return e.getCause() instanceof SQLException cause && NO_SUCH_TABLE.equals(cause.getSQLState());
    }
}
