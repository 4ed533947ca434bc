package com.pinda.aggregation.query.feed;

/** Nobody can be told of changes now. */
final class FeedUnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final String kind;

    /** @param kind last part of the problem's type */
    FeedUnavailableException(String kind, String detail) {
        super(detail);
        this.kind = kind;
    }

    FeedUnavailableException(String kind, String detail, Throwable cause) {
        super(detail, cause);
        this.kind = kind;
    }

    String kind() {
        return kind;
    }
}
