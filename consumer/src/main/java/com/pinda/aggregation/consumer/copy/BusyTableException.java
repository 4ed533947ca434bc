package com.pinda.aggregation.consumer.copy;

import org.springframework.dao.PessimisticLockingFailureException;

/** Another transaction uses a copy that is to be changed, for longer than the server has anybody wait. */
final class BusyTableException extends UnfitTableException {

    BusyTableException(String copyName, PessimisticLockingFailureException cause) {
        super(
                "table " + copyName + " cannot be made like its source while another transaction uses it;"
                        + " it is tried again, and goes on once that ends: " + Sql.reason(cause),
                cause);
    }
}
