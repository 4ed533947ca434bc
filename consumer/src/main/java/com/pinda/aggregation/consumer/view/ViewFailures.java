package com.pinda.aggregation.consumer.view;

import org.springframework.dao.DataAccessException;
import org.springframework.dao.NonTransientDataAccessResourceException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessException;

/** Tells a view's own failures from those of the database. */
final class ViewFailures {

    private ViewFailures() {}

    /** Whether a statement failed by what it says or by the rows that it meets, and would again. */
    static boolean isOfView(DataAccessException failure) {
        return !(failure instanceof TransientDataAccessException
                || failure instanceof RecoverableDataAccessException
                || failure instanceof NonTransientDataAccessResourceException);
    }
}
