package com.pinda.aggregation.canal.stream;

import com.alibaba.otter.canal.protocol.CanalEntry.Entry;
import com.alibaba.otter.canal.protocol.CanalEntry.EntryType;
import com.alibaba.otter.canal.protocol.position.LogIdentity;
import com.alibaba.otter.canal.sink.entry.EntryEventSink;
import com.alibaba.otter.canal.store.model.Event;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;

/**
 * canal's sink, which takes an end that comes alone for that of an empty transaction and lets one pass in five seconds.
 * A transaction whose rows fill the parser's buffer exactly ends so as well: its end passes at once.
 */
final class Sink extends EntryEventSink {

    private static final String NO_CURSOR = "none";

    private boolean rowsWithoutEnd;

    Sink() {
        setFilterTransactionEntry(false); // the end of a transaction is its commit mark
    }

    @Override
    public boolean sink(List<Entry> entries, InetSocketAddress source, String destination) throws InterruptedException {
        var last = entries.get(entries.size() - 1);
        var endsRows = rowsWithoutEnd && entries.size() == 1 && last.getEntryType() == EntryType.TRANSACTIONEND;
        rowsWithoutEnd = last.getEntryType() == EntryType.ROWDATA;
        return endsRows ? pass(last, source) : super.sink(entries, source, destination);
    }

    private boolean pass(Entry entry, InetSocketAddress source) {
        var events = new ArrayList<Event>();
        events.add(new Event(new LogIdentity(source, -1L), entry, raw));
        return doSink(events);
    }

    /**
     * canal makes a begin the cursor where it has no GTID of its own. Reading from there would pass over the event with
     * the GTID, which comes before it: the cursor stays at the end before.
     */
    @Override
    protected boolean doSink(List<Event> events) {
        for (var event : events) {
            if (event.getEntryType() == EntryType.TRANSACTIONBEGIN) {
                event.setGtid(NO_CURSOR);
            }
        }
        return super.doSink(events);
    }
}
