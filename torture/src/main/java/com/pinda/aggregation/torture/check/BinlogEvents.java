package com.pinda.aggregation.torture.check;

import com.github.luben.zstd.Zstd;
import com.github.shyiko.mysql.binlog.event.Event;
import com.github.shyiko.mysql.binlog.event.EventType;
import com.github.shyiko.mysql.binlog.event.TableMapEventData;
import com.github.shyiko.mysql.binlog.event.TransactionPayloadEventData;
import com.github.shyiko.mysql.binlog.event.deserialization.EventDeserializer;
import com.github.shyiko.mysql.binlog.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The library's reader of events with {@link BinlogRows}, text as the bytes that it is. */
final class BinlogEvents extends EventDeserializer {

    private final Map<Long, TableMapEventData> tables;

    BinlogEvents() {
        this(new HashMap<>());
    }

    private BinlogEvents(Map<Long, TableMapEventData> tables) {
        this.tables = tables;
        setCompatibilityMode(CompatibilityMode.CHAR_AND_BINARY_AS_BYTE_ARRAY);
        setEventDataDeserializer(EventType.WRITE_ROWS, new BinlogRows.Inserts(tables));
        setEventDataDeserializer(EventType.UPDATE_ROWS, new BinlogRows.Updates(tables));
        setEventDataDeserializer(EventType.DELETE_ROWS, new BinlogRows.Deletes(tables));
        setEventDataDeserializer(
                EventType.EXT_WRITE_ROWS, new BinlogRows.Inserts(tables).setMayContainExtraInformation(true));
        setEventDataDeserializer(
                EventType.EXT_UPDATE_ROWS, new BinlogRows.Updates(tables).setMayContainExtraInformation(true));
        setEventDataDeserializer(
                EventType.EXT_DELETE_ROWS, new BinlogRows.Deletes(tables).setMayContainExtraInformation(true));
    }

    @Override
    public Event nextEvent(ByteArrayInputStream in) throws IOException {
        var event = super.nextEvent(in);
        if (event != null && event.getData() instanceof TableMapEventData table) {
            tables.put(table.getTableId(), table);
        }
        return event;
    }

    /** The events of a compressed transaction; the library gives them with values of other classes. */
    List<Event> unpacked(TransactionPayloadEventData payload) throws IOException {
        var bytes = Zstd.decompress(payload.getPayload(), payload.getUncompressedSize());
        var in = new ByteArrayInputStream(bytes);
        var reader = new BinlogEvents(tables);
        var events = new ArrayList<Event>();
        for (var event = reader.nextEvent(in); event != null; event = reader.nextEvent(in)) {
            events.add(event);
        }
        return events;
    }
}
