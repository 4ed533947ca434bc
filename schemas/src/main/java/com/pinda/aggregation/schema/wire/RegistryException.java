package com.pinda.aggregation.schema.wire;

/** The registry could not be reached, or refused. */
public class RegistryException extends RuntimeException {

    /** The status of a registry that answered that it does not know what it was asked for. */
    public static final int NOT_FOUND = 404;

    private static final int CONFLICT = 409;

    private final int status;

    RegistryException(String message, int status) {
        super(message);
        this.status = status;
    }

    RegistryException(String message, Throwable cause) {
        super(message, cause);
        this.status = 0;
    }

    /** The registry's HTTP status; 0 where there was no answer. */
    public int status() {
        return status;
    }

    /** What was asked of which registry and why that failed, on one line for a person. */
    public String reason() {
        var answered = getCause() == null; // the message holds the answer
        return (answered ? "" : getMessage() + ": ") + Reason.of(this);
    }

    /** Whether a retry can help: the registry was away or failed; false where it answered that the request is wrong. */
    public boolean retryable() {
        return status == 0 || status >= 500;
    }

    /** Whether the registry refused a schema because it does not fit the earlier ones of its subject. */
    public boolean incompatible() {
        return status == CONFLICT;
    }
}
