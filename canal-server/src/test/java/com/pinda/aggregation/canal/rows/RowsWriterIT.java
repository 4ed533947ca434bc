package com.pinda.aggregation.canal.rows;

import static org.assertj.core.api.Assertions.assertThat;

import com.alibaba.otter.canal.parse.inbound.SinkFunction;
import com.alibaba.otter.canal.parse.inbound.TableMeta;
import com.alibaba.otter.canal.parse.inbound.TableMeta.FieldMeta;
import com.alibaba.otter.canal.parse.inbound.mysql.MysqlConnection;
import com.alibaba.otter.canal.parse.inbound.mysql.dbsync.LogEventConvert;
import com.alibaba.otter.canal.parse.inbound.mysql.dbsync.TableMetaCache;
import com.alibaba.otter.canal.protocol.CanalEntry.Column;
import com.alibaba.otter.canal.protocol.CanalEntry.EventType;
import com.alibaba.otter.canal.protocol.CanalEntry.RowChange;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.pinda.aggregation.canal.history.TableDefinition;
import com.pinda.aggregation.canal.history.TableName;
import com.pinda.aggregation.canal.source.Source;
import com.pinda.aggregation.canal.source.SourceAddress;
import com.pinda.aggregation.canal.source.SourceTls;
import com.pinda.aggregation.testkit.Database;
import com.taobao.tddl.dbsync.binlog.LogEvent;
import com.taobao.tddl.dbsync.binlog.event.RowsLogEvent;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TimeZone;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** canal's own converter is the measure: both convert the same binlog. */
class RowsWriterIT {

    private static final String TYPES = """
            id INT PRIMARY KEY, t1 TINYINT, t2 TINYINT UNSIGNED, s1 SMALLINT, s2 SMALLINT UNSIGNED, m1 MEDIUMINT,
            m2 MEDIUMINT UNSIGNED, i1 INT, i2 INT UNSIGNED, b1 BIGINT, b2 BIGINT UNSIGNED, z INT(8) ZEROFILL,
            d1 DECIMAL(10,2), d2 DECIMAL(65,30), d3 DECIMAL(9,0), d4 DECIMAL(18,9), d5 DECIMAL(5,5), f1 FLOAT, f2 DOUBLE,
            bi1 BIT(1), bi2 BIT(12), bi3 BIT(64), da DATE, ti0 TIME, ti3 TIME(3), ti6 TIME(6), dt0 DATETIME,
            dt2 DATETIME(2), dt3 DATETIME(3), dt6 DATETIME(6), ts0 TIMESTAMP NULL, ts1 TIMESTAMP(1) NULL,
            ts6 TIMESTAMP(6) NULL, y YEAR, c1 CHAR(10), c2 CHAR(200) CHARACTER SET utf8mb4, v1 VARCHAR(20),
            v2 VARCHAR(300), tt TINYTEXT, tx TEXT, mt MEDIUMTEXT, lt LONGTEXT, bn BINARY(8), vb VARBINARY(300),
            tb TINYBLOB, bl BLOB, mb MEDIUMBLOB, lb LONGBLOB, en ENUM('a','b','c,d'), se SET('x','y','z'), j JSON,
            g POINT""";

    private Database db;
    private TimeZone zone;
    private Source source;

    @BeforeEach
    void start() {
        zone = TimeZone.getDefault();
        TimeZone.setDefault(TimeZone.getTimeZone("UTC"));
        db = Database.start();
        db.execute("CREATE DATABASE shop", "CREATE TABLE shop.t (" + TYPES + ")");
        source = new Source(new SourceAddress(
                "127.0.0.1", db.port(), Database.USER, Database.PASSWORD, SourceTls.of(SourceTls.Mode.DISABLED), 77));
    }

    @AfterEach
    void stop() {
        db.close();
        TimeZone.setDefault(zone);
    }

    @Test
    void everyTypeIsWrittenAsCanalWritesIt() throws IOException {
        var seed = System.nanoTime();
        write(new Random(seed));
        var definition =
                source.definition(new TableName("shop", "t"), Optional.empty()).orElseThrow();

        var stock = convert(stock(definition));
        var ours = convert(ours(definition));

        assertThat(ours).as("seed %d", seed).hasSameSizeAs(stock).hasSizeGreaterThan(100);
        for (int i = 0; i < stock.size(); i++) {
            assertThat(columns(ours.get(i))).as("seed %d, event %d", seed, i).isEqualTo(columns(stock.get(i)));
            assertThat(ours.get(i).equals(stock.get(i)))
                    .as("seed %d, event %d", seed, i)
                    .isTrue();
        }
    }

    private static List<String> columns(RowChange change) {
        return change.getRowDatasList().stream()
                .flatMap(row -> Stream.concat(row.getBeforeColumnsList().stream(), row.getAfterColumnsList().stream()))
                .map(c -> c.getName() + "=" + c.getValue() + " " + c.getSqlType() + (c.getUpdated() ? " updated" : "")
                        + (c.getIsNull() ? " null" : ""))
                .toList();
    }

    private void write(Random random) {
        var nulls = "NULL,".repeat(50) + "NULL";
        run(
                "INSERT INTO shop.t VALUES (1," + nulls + ")",
                "INSERT INTO shop.t (id, da, dt0, dt6, ts0, ts6, ti0, y, c1, v1, tx, bl, bn, en, se) VALUES"
                        + " (2, '0000-00-00', '0000-00-00', '2024-00-00', '0000-00-00', '0000-00-00', '00:00:00', 0, '', '', '', '', '', '', '')",
                "INSERT INTO shop.t (id, t1, t2, s1, s2, m1, m2, i1, i2, b1, b2, d1, d2, d5, bi3, ti6, ts6) VALUES"
                        + " (3, -128, 255, -32768, 65535, -8388608, 16777215, -2147483648, 4294967295,"
                        + " -9223372036854775808, 18446744073709551615, -99999999.99, -0.000000000000000000000000000001,"
                        + " -0.00001, 0xffffffffffffffff, '-838:59:59.999999', '2038-01-19 03:14:07.999999')",
                "INSERT INTO shop.t (id, d1, d2, d3) VALUES (4, 0, 0, 0), (5, 0.05, 99999999999999999999999999999999999.5, -1)");
        for (int id = 10; id < 60; id++) {
            run("INSERT INTO shop.t VALUES (" + id + "," + values(random) + ")");
            run("UPDATE shop.t SET t1=" + random.nextInt(100) + ", v1=IF(" + random.nextBoolean()
                    + ", v1, NULL), d1=d1 WHERE id=" + id);
        }
        run(
                "UPDATE shop.t SET i1 = i1 + 1",
                "SET SESSION binlog_row_image='MINIMAL'",
                "UPDATE shop.t SET v1='minimal' WHERE id > 50",
                "DELETE FROM shop.t WHERE id < 30");
        run("UPDATE shop.t SET v1='x' WHERE id=40");
    }

    /** Runs statements in one session that refuses no value. */
    private void run(String... statements) {
        db.execute(Stream.concat(Stream.of("SET sql_mode='', time_zone='+00:00'"), Stream.of(statements))
                .toArray(String[]::new));
    }

    private static String values(Random r) {
        return String.join(
                ",",
                n(r, -128, 127),
                n(r, 0, 255),
                n(r, -32768, 32767),
                n(r, 0, 65535),
                n(r, -8388608, 8388607),
                n(r, 0, 16777215),
                String.valueOf(r.nextInt()),
                n(r, 0, Integer.MAX_VALUE),
                String.valueOf(r.nextLong()),
                Long.toUnsignedString(r.nextLong()),
                n(r, 0, 99999),
                r.nextInt() / 100 + "." + r.nextInt(100),
                r.nextLong() + "." + r.nextInt(1_000_000),
                n(r, -999999999, 999999999),
                r.nextInt() + "." + r.nextInt(999999),
                "0." + r.nextInt(99999),
                String.valueOf(r.nextFloat() * 1000),
                String.valueOf(r.nextGaussian()),
                n(r, 0, 1),
                n(r, 0, 4095),
                Long.toUnsignedString(r.nextLong()),
                "'" + n(r, 1000, 9999) + "-" + n(r, 1, 12) + "-" + n(r, 1, 28) + "'",
                time(r),
                time(r),
                time(r),
                date(r, 1000, 9999),
                date(r, 1000, 9999),
                date(r, 1000, 9999),
                date(r, 1000, 9999),
                date(r, 1971, 2037),
                date(r, 1971, 2037),
                date(r, 1971, 2037),
                n(r, 1901, 2155),
                text(r, 10),
                text(r, 200),
                text(r, 20),
                text(r, 300),
                text(r, 30),
                text(r, 1000),
                text(r, 70_000),
                text(r, 10),
                hex(r, 8),
                hex(r, 300),
                hex(r, 255),
                hex(r, 1000),
                hex(r, 70_000),
                hex(r, 10),
                n(r, 1, 3),
                n(r, 0, 7),
                "'{\"a\": " + r.nextInt() + "}'",
                "POINT(" + r.nextInt(100) + "," + r.nextInt(100) + ")");
    }

    private static String n(Random r, int min, int max) {
        return String.valueOf(min + (int) (r.nextDouble() * ((double) max - min + 1)));
    }

    private static String time(Random r) {
        return "'" + (r.nextBoolean() ? "-" : "") + n(r, 0, 837) + ":" + n(r, 0, 59) + ":" + n(r, 0, 59) + "."
                + n(r, 0, 999999) + "'";
    }

    private static String date(Random r, int min, int max) {
        return "'" + n(r, min, max) + "-" + n(r, 1, 12) + "-" + n(r, 1, 28) + " " + n(r, 0, 23) + ":" + n(r, 0, 59)
                + ":" + n(r, 0, 59) + "." + n(r, 0, 999999) + "'";
    }

    private static String text(Random r, int longest) {
        var alphabet = "abc XYZ09é中文字😀".codePoints().toArray();
        return "'"
                + r.ints(r.nextInt(longest + 1), 0, alphabet.length)
                        .collect(StringBuilder::new, (b, i) -> b.appendCodePoint(alphabet[i]), StringBuilder::append)
                + "'";
    }

    private static String hex(Random r, int longest) {
        var bytes = new byte[1 + r.nextInt(longest)];
        r.nextBytes(bytes);
        return "x'" + java.util.HexFormat.of().formatHex(bytes) + "'";
    }

    private Function<RowsLogEvent, ByteString> ours(TableDefinition definition) {
        return event -> {
            var type = switch (event.getHeader().getType()) {
                case LogEvent.WRITE_ROWS_EVENT_V1, LogEvent.WRITE_ROWS_EVENT -> EventType.INSERT;
                case LogEvent.DELETE_ROWS_EVENT_V1, LogEvent.DELETE_ROWS_EVENT -> EventType.DELETE;
                default -> EventType.UPDATE;
            };
            return new RowsWriter(definition, event.getTable().getColumnInfo())
                    .write(event, type)
                    .change();
        };
    }

    private Function<RowsLogEvent, ByteString> stock(TableDefinition definition) throws IOException {
        var fields = definition.columns().stream()
                .map(c -> new FieldMeta(c.name(), c.type(), c.nullable(), c.key(), null))
                .toList();
        var meta = new TableMeta("shop", "t", fields);
        var convert = new LogEventConvert();
        convert.setCharset(StandardCharsets.UTF_8);
        convert.setTableMetaCache(new TableMetaCache(source.open(), null));
        return event -> convert.parseRowsEvent(event, meta).getStoreValue();
    }

    private List<RowChange> convert(Function<RowsLogEvent, ByteString> converter) throws IOException {
        var changes = new ArrayList<RowChange>();
        try (var connection = source.open()) {
            var end = connection.end();
            connection.reconnect();
            MysqlConnection binlog = connection;
            binlog.dump("mysql-bin.000001", 4L, new SinkFunction<LogEvent>() {
                @Override
                public boolean sink(LogEvent event) {
                    if (event instanceof RowsLogEvent rows
                            && rows.getTable().getTableName().equals("t")) {
                        changes.add(withoutScale(converter.apply(rows)));
                    }
                    return event.getLogPos() < end.offset();
                }
            });
        }
        return changes;
    }

    /** canal leaves out nines of zeros at the end of a DECIMAL, we keep its scale. */
    private static RowChange withoutScale(ByteString bytes) {
        try {
            var change = RowChange.parseFrom(bytes).toBuilder();
            for (var row : change.getRowDatasBuilderList()) {
                row.getBeforeColumnsBuilderList().forEach(RowsWriterIT::strip);
                row.getAfterColumnsBuilderList().forEach(RowsWriterIT::strip);
            }
            return change.build();
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void strip(Column.Builder column) {
        if (column.getMysqlType().startsWith("decimal") && !column.getIsNull()) {
            column.setValue(
                    new BigDecimal(column.getValue()).stripTrailingZeros().toPlainString());
        }
    }
}
