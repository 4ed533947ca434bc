package com.pinda.aggregation.canal.stream;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Tells what heals by itself, a source that is away, from what does not. A fault of the data or of the program counts
 * as lasting when it comes twice in a row without an event in between that got further. Not thread safe.
 */
final class Faults {

    // Faults that the source itself answers with and that no waiting mends: no such table, no right to it.
    private static final Pattern LASTING_ANSWER = Pattern.compile("errorNumber=(?:1142|1146|1227)\\b");
    private static final String PURGED = "errno = 1236";

    private String last = "";

    /**
     * Takes note of a fault.
     *
     * @return why the stream has failed; empty while it is worth trying again
     */
    Optional<String> lasting(Throwable fault) {
        var chain = chain(fault);
        for (var cause : chain) {
            if (cause instanceof StreamFailedException) {
                return Optional.of(String.valueOf(cause.getMessage()));
            }
            if (cause instanceof Error) {
                return Optional.of("the program cannot go on: " + cause);
            }
        }
        var text = text(fault);
        var repeated = text.equals(last);
        last = text;
        return repeated && !healsAlone(chain, text) ? Optional.of(advice(text)) : Optional.empty();
    }

    /** An event after the last fault was parsed. */
    void progressed() {
        last = "";
    }

    /** One line for a fault: the innermost cause that says something. */
    static String text(Throwable fault) {
        var chain = chain(fault);
        for (int i = chain.size() - 1; i >= 0; i--) {
            var message = chain.get(i).getMessage();
            if (message != null && !message.isBlank()) {
                var line = message.strip().replaceAll("\\s*\\R\\s*", " ");
                return chain.get(i) instanceof IOException || chain.get(i) instanceof StreamFailedException
                        ? line
                        : chain.get(i).getClass().getSimpleName() + ": " + line;
            }
        }
        return chain.get(chain.size() - 1).getClass().getSimpleName();
    }

    private static boolean healsAlone(List<Throwable> chain, String text) {
        return chain.get(chain.size() - 1) instanceof IOException
                && !text.contains(PURGED)
                && !LASTING_ANSWER.matcher(text).find();
    }

    private static String advice(String text) {
        if (text.contains(PURGED)) {
            return text
                    + " - the binlog position is not at the source any more, or another replica uses this server id."
                    + " If it was purged, changes are lost to this stream: load the tables anew and remove the data folder.";
        }
        return text;
    }

    private static List<Throwable> chain(Throwable fault) {
        var seen = Collections.newSetFromMap(new IdentityHashMap<Throwable, Boolean>());
        var chain = new ArrayList<Throwable>();
        for (var at = fault; at != null && seen.add(at); at = at.getCause()) {
            chain.add(at);
        }
        return chain;
    }
}
