package com.pinda.aggregation.canal.rows;

import static com.taobao.tddl.dbsync.binlog.LogEvent.MYSQL_TYPE_BIT;
import static com.taobao.tddl.dbsync.binlog.LogEvent.MYSQL_TYPE_BLOB;
import static com.taobao.tddl.dbsync.binlog.LogEvent.MYSQL_TYPE_DATE;
import static com.taobao.tddl.dbsync.binlog.LogEvent.MYSQL_TYPE_DATETIME2;
import static com.taobao.tddl.dbsync.binlog.LogEvent.MYSQL_TYPE_DOUBLE;
import static com.taobao.tddl.dbsync.binlog.LogEvent.MYSQL_TYPE_ENUM;
import static com.taobao.tddl.dbsync.binlog.LogEvent.MYSQL_TYPE_FLOAT;
import static com.taobao.tddl.dbsync.binlog.LogEvent.MYSQL_TYPE_INT24;
import static com.taobao.tddl.dbsync.binlog.LogEvent.MYSQL_TYPE_JSON;
import static com.taobao.tddl.dbsync.binlog.LogEvent.MYSQL_TYPE_LONG;
import static com.taobao.tddl.dbsync.binlog.LogEvent.MYSQL_TYPE_LONGLONG;
import static com.taobao.tddl.dbsync.binlog.LogEvent.MYSQL_TYPE_NEWDECIMAL;
import static com.taobao.tddl.dbsync.binlog.LogEvent.MYSQL_TYPE_SET;
import static com.taobao.tddl.dbsync.binlog.LogEvent.MYSQL_TYPE_SHORT;
import static com.taobao.tddl.dbsync.binlog.LogEvent.MYSQL_TYPE_STRING;
import static com.taobao.tddl.dbsync.binlog.LogEvent.MYSQL_TYPE_TIMESTAMP2;
import static com.taobao.tddl.dbsync.binlog.LogEvent.MYSQL_TYPE_TINY;
import static com.taobao.tddl.dbsync.binlog.LogEvent.MYSQL_TYPE_VARCHAR;
import static com.taobao.tddl.dbsync.binlog.LogEvent.MYSQL_TYPE_VAR_STRING;

import com.pinda.aggregation.canal.history.ColumnDefinition;
import java.sql.Types;

/**
 * A reader for each type of the binlog, with the texts and SQL types that canal gives, but for a DECIMAL, which keeps
 * its scale where canal drops nines of zeros, and for JSON, which is as the server shows it.
 *
 * @see <a href="https://dev.mysql.com/doc/dev/mysql-server/latest/page_protocol_replication_binlog_event.html">binlog
 *     events</a>
 */
final class ValueReaders {

    private static final int SHORT_LENGTHS = 256;
    private static final int LONG_CHAR_BITS = 0x30;

    private ValueReaders() {}

    /**
     * The reader of a column.
     *
     * @param type its type in the binlog
     * @param meta its meta number in the binlog
     * @throws UnreadableTextException where its character set cannot be read
     */
    static ValueReader of(ColumnPlace column, int type, int meta, ColumnDefinition known) {
        var definition = known.type();
        var texts = texts(known);
        var unsigned = definition.contains("unsigned");
        return switch (type) {
            case MYSQL_TYPE_TINY -> whole(1, unsigned, Types.TINYINT, Types.SMALLINT);
            case MYSQL_TYPE_SHORT -> whole(2, unsigned, Types.SMALLINT, Types.INTEGER);
            case MYSQL_TYPE_INT24 -> whole(3, unsigned, Types.INTEGER, Types.INTEGER);
            case MYSQL_TYPE_LONG -> whole(4, unsigned, Types.INTEGER, Types.BIGINT);
            case MYSQL_TYPE_LONGLONG -> whole(8, unsigned, Types.BIGINT, Types.DECIMAL);
            case MYSQL_TYPE_NEWDECIMAL -> new DecimalReader(meta >> Byte.SIZE, meta & 0xff);
            case MYSQL_TYPE_FLOAT ->
                (row, text) -> {
                    text.string(String.valueOf(Float.intBitsToFloat((int) row.little(Float.BYTES))));
                    text.sqlType(Types.REAL);
                };
            case MYSQL_TYPE_DOUBLE ->
                (row, text) -> {
                    text.string(String.valueOf(Double.longBitsToDouble(row.little(Double.BYTES))));
                    text.sqlType(Types.DOUBLE);
                };
            case MYSQL_TYPE_BIT ->
                bits((((meta >> Byte.SIZE) * Byte.SIZE) + (meta & 0xff) + Byte.SIZE - 1) / Byte.SIZE);
            case MYSQL_TYPE_DATE -> TimeReaders::date;
            case MYSQL_TYPE_DATETIME2 -> (row, text) -> TimeReaders.dateTime(row, text, meta);
            case MYSQL_TYPE_TIMESTAMP2 -> (row, text) -> TimeReaders.timestamp(row, text, meta);
            case MYSQL_TYPE_VARCHAR, MYSQL_TYPE_VAR_STRING ->
                characters(meta < SHORT_LENGTHS ? 1 : 2, texts, isBinary(definition) ? Types.BLOB : Types.VARCHAR);
            case MYSQL_TYPE_STRING -> string(column, meta, definition, texts);
            case MYSQL_TYPE_BLOB -> blob(meta, definition, texts);
            case MYSQL_TYPE_JSON -> new JsonReader(meta);
            default -> new CanalReader(column, type, meta, definition);
        };
    }

    private static ValueReader whole(int bytes, boolean unsigned, int sqlType, int nextType) {
        var shift = Long.SIZE - bytes * Byte.SIZE;
        return (row, text) -> {
            var value = row.little(bytes);
            var signed = value << shift >> shift;
            if (unsigned && signed < 0) { // canal names the next larger type then
                text.unsigned(value);
                text.sqlType(nextType);
            } else {
                text.whole(signed);
                text.sqlType(sqlType);
            }
        };
    }

    private static ValueReader bits(int bytes) {
        return (row, text) -> {
            text.unsigned(row.big(bytes));
            text.sqlType(Types.BIT);
        };
    }

    /** How the bytes of a column become its text; those of a binary column as characters of their numbers. */
    private interface Texts {
        void set(Text text, byte[] bytes, int at, int length);
    }

    private static Texts texts(ColumnDefinition column) {
        if (isBinary(column.type())) {
            return Text::latin1;
        }
        var charset = column.charset();
        if (charset == null) {
            return Text::utf8;
        }
        var decoder = Charsets.decoder(charset);
        return decoder.isEmpty()
                ? Text::utf8
                : (text, bytes, at, length) -> text.string(decoder.get().decode(bytes, at, length));
    }

    private static ValueReader characters(int lengthBytes, Texts texts, int sqlType) {
        return (row, text) -> {
            var length = (int) row.little(lengthBytes);
            texts.set(text, row.bytes(), row.take(length), length);
            text.sqlType(sqlType);
        };
    }

    /** CHAR and BINARY, and ENUM and SET, which are written as the same type. */
    private static ValueReader string(ColumnPlace column, int meta, String definition, Texts texts) {
        var sqlType = isBinary(definition) ? Types.BLOB : Types.CHAR;
        var real = meta >> Byte.SIZE;
        if (meta < SHORT_LENGTHS) {
            return characters(1, texts, sqlType);
        }
        if ((real & LONG_CHAR_BITS) != LONG_CHAR_BITS) { // a CHAR of more than 255 bytes
            var length = (meta & 0xff) | (((real & LONG_CHAR_BITS) ^ LONG_CHAR_BITS) << 4);
            return (real | LONG_CHAR_BITS) == MYSQL_TYPE_STRING
                    ? characters(length < SHORT_LENGTHS ? 1 : 2, texts, sqlType)
                    : new CanalReader(column, MYSQL_TYPE_STRING, meta, definition);
        }
        return switch (real) {
            case MYSQL_TYPE_ENUM ->
                (row, text) -> {
                    text.whole(row.little(meta & 0xff));
                    text.sqlType(Types.INTEGER);
                };
            case MYSQL_TYPE_SET ->
                (row, text) -> {
                    text.unsigned(row.little(meta & 0xff));
                    text.sqlType(Types.BIT);
                };
            case MYSQL_TYPE_STRING -> characters(1, texts, sqlType);
            default -> new CanalReader(column, MYSQL_TYPE_STRING, meta, definition);
        };
    }

    private static ValueReader blob(int lengthBytes, String definition, Texts texts) {
        var isText = isText(definition);
        return (row, text) -> {
            var length = (int) row.little(lengthBytes);
            var at = row.take(length);
            if (isText) {
                texts.set(text, row.bytes(), at, length);
                text.sqlType(Types.CLOB);
            } else {
                text.latin1(row.bytes(), at, length);
                text.sqlType(Types.BLOB);
            }
        };
    }

    static boolean isBinary(String definition) {
        return definition.contains("binary");
    }

    static boolean isText(String definition) {
        return definition.equals("text")
                || definition.equals("tinytext")
                || definition.equals("mediumtext")
                || definition.equals("longtext");
    }
}
