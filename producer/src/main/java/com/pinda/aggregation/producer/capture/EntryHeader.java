package com.pinda.aggregation.producer.capture;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.alibaba.otter.canal.protocol.CanalEntry;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The header of one canal entry; filled anew for each. */
final class EntryHeader {

    private static final byte[] CURRENT_GTID = "curtGtid".getBytes(UTF_8);

    private final Property property = new Property();
    private final RepeatedText fileText = new RepeatedText();
    private final RepeatedText databaseText = new RepeatedText();
    private final RepeatedText tableText = new RepeatedText();
    private String file = "";
    private long offset;
    private long serverId;
    private long timeMs;
    private int eventType;
    private String database = "";
    private String table = "";
    private @Nullable String currentGtid;
    private int gtidSetFrom;
    private int gtidSetLength;
    private byte[] buffer = {};

    void read(WireReader in, int end) throws IOException {
        buffer = in.bytes();
        offset = 0;
        serverId = 0;
        timeMs = 0;
        eventType = 0;
        database = "";
        table = "";
        currentGtid = null;
        gtidSetLength = 0;
        while (in.hasMore(end)) {
            var tag = in.readInt();
            switch (WireFormat.getTagFieldNumber(tag)) {
                case CanalEntry.Header.LOGFILENAME_FIELD_NUMBER -> file = fileText.read(in);
                case CanalEntry.Header.LOGFILEOFFSET_FIELD_NUMBER -> offset = in.readLong();
                case CanalEntry.Header.SERVERID_FIELD_NUMBER -> serverId = in.readLong();
                case CanalEntry.Header.EXECUTETIME_FIELD_NUMBER -> timeMs = in.readLong();
                case CanalEntry.Header.EVENTTYPE_FIELD_NUMBER -> eventType = in.readInt();
                case CanalEntry.Header.SCHEMANAME_FIELD_NUMBER -> database = databaseText.read(in);
                case CanalEntry.Header.TABLENAME_FIELD_NUMBER -> table = tableText.read(in);
                case CanalEntry.Header.PROPS_FIELD_NUMBER -> {
                    property.read(in);
                    if (property.hasKey(CURRENT_GTID)) {
                        currentGtid = property.text();
                    }
                }
                case CanalEntry.Header.GTID_FIELD_NUMBER -> {
                    gtidSetLength = in.readLength();
                    gtidSetFrom = in.at();
                    in.moveTo(gtidSetFrom + gtidSetLength);
                }
                default -> in.skip(tag);
            }
        }
    }

    String file() {
        return file;
    }

    long offset() {
        return offset;
    }

    long serverId() {
        return serverId;
    }

    /** Commit time, milliseconds since the epoch, in whole seconds. */
    long timeMs() {
        return timeMs;
    }

    int eventType() {
        return eventType;
    }

    String database() {
        return database;
    }

    String table() {
        return table;
    }

    @Nullable String currentGtid() {
        return currentGtid;
    }

    /** The executed GTID set up to here, where the source has one. */
    @Nullable String gtidSet() {
        return gtidSetLength == 0 ? null : new String(buffer, gtidSetFrom, gtidSetLength, UTF_8);
    }
}
