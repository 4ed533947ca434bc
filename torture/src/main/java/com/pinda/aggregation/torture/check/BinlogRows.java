package com.pinda.aggregation.torture.check;

import com.github.shyiko.mysql.binlog.event.TableMapEventData;
import com.github.shyiko.mysql.binlog.event.deserialization.DeleteRowsEventDataDeserializer;
import com.github.shyiko.mysql.binlog.event.deserialization.UpdateRowsEventDataDeserializer;
import com.github.shyiko.mysql.binlog.event.deserialization.WriteRowsEventDataDeserializer;
import com.github.shyiko.mysql.binlog.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.Serializable;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The library's readers of rows, which give dates and times as text: its own lose negative times, and tell a zero date
 * in no time zone from the epoch.
 */
final class BinlogRows {

    private BinlogRows() {}

    private static @Nullable Serializable date(ByteArrayInputStream in) throws IOException {
        return BinlogTimes.date(in.readInteger(3));
    }

    private static Serializable time(int digits, ByteArrayInputStream in) throws IOException {
        return BinlogTimes.time(bigEndian(3 + BinlogTimes.fractionBytes(digits), in), digits);
    }

    private static @Nullable Serializable dateTime(int digits, ByteArrayInputStream in) throws IOException {
        var packed = bigEndian(5, in);
        return BinlogTimes.dateTime(packed, fraction(digits, in));
    }

    private static @Nullable Serializable timestamp(int digits, ByteArrayInputStream in) throws IOException {
        var seconds = bigEndian(4, in);
        return BinlogTimes.timestamp(seconds, fraction(digits, in));
    }

    private static Serializable year(ByteArrayInputStream in) throws IOException {
        var packed = in.readInteger(1);
        return packed == 0 ? 0 : 1900 + packed;
    }

    private static long fraction(int digits, ByteArrayInputStream in) throws IOException {
        return BinlogTimes.micros(bigEndian(BinlogTimes.fractionBytes(digits), in), digits);
    }

    private static long bigEndian(int bytes, ByteArrayInputStream in) throws IOException {
        long value = 0;
        for (var part : in.read(bytes)) {
            value = value << Byte.SIZE | (part & 0xff);
        }
        return value;
    }

    static final class Inserts extends WriteRowsEventDataDeserializer {
        Inserts(Map<Long, TableMapEventData> tables) {
            super(tables);
        }

        @Override
        protected @Nullable Serializable deserializeDate(ByteArrayInputStream in) throws IOException {
            return date(in);
        }

        @Override
        protected Serializable deserializeTimeV2(int digits, ByteArrayInputStream in) throws IOException {
            return time(digits, in);
        }

        @Override
        protected @Nullable Serializable deserializeDatetimeV2(int digits, ByteArrayInputStream in) throws IOException {
            return dateTime(digits, in);
        }

        @Override
        protected @Nullable Serializable deserializeTimestampV2(int digits, ByteArrayInputStream in)
                throws IOException {
            return timestamp(digits, in);
        }

        @Override
        protected Serializable deserializeYear(ByteArrayInputStream in) throws IOException {
            return year(in);
        }
    }

    static final class Updates extends UpdateRowsEventDataDeserializer {
        Updates(Map<Long, TableMapEventData> tables) {
            super(tables);
        }

        @Override
        protected @Nullable Serializable deserializeDate(ByteArrayInputStream in) throws IOException {
            return date(in);
        }

        @Override
        protected Serializable deserializeTimeV2(int digits, ByteArrayInputStream in) throws IOException {
            return time(digits, in);
        }

        @Override
        protected @Nullable Serializable deserializeDatetimeV2(int digits, ByteArrayInputStream in) throws IOException {
            return dateTime(digits, in);
        }

        @Override
        protected @Nullable Serializable deserializeTimestampV2(int digits, ByteArrayInputStream in)
                throws IOException {
            return timestamp(digits, in);
        }

        @Override
        protected Serializable deserializeYear(ByteArrayInputStream in) throws IOException {
            return year(in);
        }
    }

    static final class Deletes extends DeleteRowsEventDataDeserializer {
        Deletes(Map<Long, TableMapEventData> tables) {
            super(tables);
        }

        @Override
        protected @Nullable Serializable deserializeDate(ByteArrayInputStream in) throws IOException {
            return date(in);
        }

        @Override
        protected Serializable deserializeTimeV2(int digits, ByteArrayInputStream in) throws IOException {
            return time(digits, in);
        }

        @Override
        protected @Nullable Serializable deserializeDatetimeV2(int digits, ByteArrayInputStream in) throws IOException {
            return dateTime(digits, in);
        }

        @Override
        protected @Nullable Serializable deserializeTimestampV2(int digits, ByteArrayInputStream in)
                throws IOException {
            return timestamp(digits, in);
        }

        @Override
        protected Serializable deserializeYear(ByteArrayInputStream in) throws IOException {
            return year(in);
        }
    }
}
