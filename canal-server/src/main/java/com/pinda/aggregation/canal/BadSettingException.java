package com.pinda.aggregation.canal;

/** A setting that cannot be used; the message names the key and what is allowed. */
final class BadSettingException extends RuntimeException {

    BadSettingException(String message) {
        super(message);
    }
}
