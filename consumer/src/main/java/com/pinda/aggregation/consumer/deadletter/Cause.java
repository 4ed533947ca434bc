package com.pinda.aggregation.consumer.deadletter;

import java.io.PrintWriter;
import java.io.StringWriter;

/**
 * Why a record is parked.
 *
 * @param reason for a person to read, without the row's values; at most 4,000 characters
 * @param stage where it failed, in the words of Kafka Connect
 * @param failedClass the class that was at work
 * @param exceptionClass the class of the failure; empty where there was none
 * @param stacktrace of the failure, at most 16,000 characters; empty where there was none
 */
public record Cause(String reason, Stage stage, String failedClass, String exceptionClass, String stacktrace) {

    private static final int MAX_REASON = 4000;
    private static final int MAX_STACKTRACE = 16_000;

    /** Kafka Connect's words for the steps of a sink. */
    public enum Stage {
        /** The key was read. */
        KEY_CONVERTER,
        /** The value was read. */
        VALUE_CONVERTER,
        /** The row was written. */
        TASK_PUT
    }

    public Cause {
        reason = cut(reason, MAX_REASON);
        stacktrace = cut(stacktrace, MAX_STACKTRACE);
    }

    /** The record failed by itself. */
    public static Cause of(Stage stage, String reason, Throwable failure) {
        var frames = failure.getStackTrace();
        var text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text, true));
        return new Cause(
                reason,
                stage,
                frames.length == 0 ? "" : frames[0].getClassName(),
                (failure.getCause() == null ? failure : failure.getCause())
                        .getClass()
                        .getName(),
                text.toString());
    }

    /** Nothing is known against the record, but one of its key before it is parked. */
    public static Cause behind(String other) {
        return new Cause("waits behind " + other, Stage.TASK_PUT, "", "", "");
    }

    private static String cut(String text, int length) {
        return text.length() <= length ? text : text.substring(0, length);
    }
}
