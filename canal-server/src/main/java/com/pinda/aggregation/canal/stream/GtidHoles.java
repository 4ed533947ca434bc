package com.pinda.aggregation.canal.stream;

import com.pinda.aggregation.canal.history.BinlogPosition;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Finds transactions that the source numbered and that are not in what it sends. Only its own count: what it got from
 * other servers may come in another order, or with holes that a filter made. Not thread safe.
 */
final class GtidHoles {

    private final Map<String, Long> last = new HashMap<>();
    private String source = "";

    /**
     * The parser begins anew.
     *
     * @param server the source's own server uuid, or server id on MariaDB
     */
    void begin(String server) {
        source = server;
        last.clear();
    }

    /** The transaction was read before the parser began, or is read now. */
    void passed(String domain, String server, long number) {
        if (server.equals(source)) {
            last.put(domain, number);
        } else {
            last.remove(domain); // what comes next need not follow the last of its own
        }
    }

    /**
     * A transaction comes.
     *
     * @param domain within which numbers have no hole; empty on MySQL
     * @param beginning where it begins
     * @throws StreamFailedException where one of its own is missing before it
     */
    void check(String domain, String server, long number, Supplier<BinlogPosition> beginning) {
        var before = last.get(domain);
        if (before != null && server.equals(source) && number > before + 1) {
            var at = beginning.get();
            throw new StreamFailedException("transactions are missing in what the source " + source + " sends: GTID"
                    + (number == before + 2 ? " " : "s ") + name(domain, before + 1)
                    + (number == before + 2 ? "" : " to " + name(domain, number - 1)) + ", before " + at
                    + ". Nothing behind them was handed on. What was lost on the way is read again at the next start."
                    + " If it stops here again the source does not have them: find out what they were, empty the data"
                    + " folder, begin behind them with canal.source.start=" + at + ", and raise cdc.capture.epoch of"
                    + " the producer by one.");
        }
        passed(domain, server, number);
    }

    private String name(String domain, long number) {
        return domain.isEmpty() ? source + ":" + number : domain + "-" + source + "-" + number;
    }
}
