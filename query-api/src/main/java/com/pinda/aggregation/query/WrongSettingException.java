package com.pinda.aggregation.query;

import org.jspecify.annotations.Nullable;

/** A setting with which the service does not start. */
public final class WrongSettingException extends RuntimeException {

    /** @param message names the setting, and says what it must be */
    public WrongSettingException(String message) {
        this(message, null);
    }

    public WrongSettingException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
