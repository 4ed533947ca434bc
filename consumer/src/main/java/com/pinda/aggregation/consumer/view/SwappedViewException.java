package com.pinda.aggregation.consumer.view;

import org.springframework.dao.TransientDataAccessException;

/** A build has no table to write to at the moment. */
final class SwappedViewException extends TransientDataAccessException {

    SwappedViewException(String message) {
        super(message);
    }
}
