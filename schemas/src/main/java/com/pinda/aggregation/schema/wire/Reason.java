package com.pinda.aggregation.schema.wire;

import java.io.FileNotFoundException;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.file.FileSystemException;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.TimeoutException;

/**
 * Why something that is not in our hands failed, for a person: the fault of a server's certificate if it is that, else
 * the words of the server, else those of the network or of the file. A driver's words that may hold a password are not
 * handed on.
 *
 * @param kind tells failures apart whose words hold numbers that change: the exception, and a database's error code
 * @param words one line; they may name hosts and accounts
 */
public record Reason(String kind, String words) {

    /** Their message is nothing but a name. */
    private static final List<Class<? extends Exception>> OF_FILES =
            List.of(FileNotFoundException.class, FileSystemException.class);

    private static final List<Class<? extends Exception>> OF_HOSTS =
            List.of(UnknownHostException.class, UnresolvedAddressException.class);

    /** The reason behind all that was wrapped around it. */
    public static Reason of(Throwable failure) {
        if (UnreadableAddress.isBehind(failure)) {
            return new Reason("UnreadableAddress", "the driver cannot read the address");
        }
        return BadCertificate.in(failure)
                .map(bad -> new Reason(bad.fault(), bad.toString()))
                .orElseGet(() -> ofRoot(root(failure)));
    }

    private static Throwable root(Throwable failure) {
        var root = failure;
        for (Throwable t = failure; t != null && !isAnswer(root); t = t.getCause()) {
            root = t;
        }
        return root;
    }

    /** What has a database's error code is the database's; the pool puts that of its cause on its own exception. */
    private static boolean isAnswer(Throwable failure) {
        return failure instanceof SQLException refusal
                && refusal.getErrorCode() > 0
                && !(refusal.getCause() instanceof SQLException);
    }

    private static Reason ofRoot(Throwable root) {
        var name = root.getClass().getSimpleName();
        var kind = root instanceof SQLException refusal ? name + " " + refusal.getErrorCode() : name;
        if (root instanceof TimeoutException) {
            return new Reason(kind, "no answer");
        }
        if (isOne(root, OF_HOSTS)) {
            return new Reason(kind, "nobody knows a host of that name");
        }
        var message = root.getMessage();
        if (message == null) {
            return new Reason(kind, name);
        }
        return new Reason(kind, (isOne(root, OF_FILES) ? name + ": " : "") + message.replaceAll("\\s+", " "));
    }

    private static boolean isOne(Throwable failure, List<Class<? extends Exception>> kinds) {
        return kinds.stream().anyMatch(kind -> kind.isInstance(failure));
    }

    /** The words. */
    @Override
    public String toString() {
        return words;
    }
}
