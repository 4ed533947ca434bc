package com.pinda.aggregation.consumer.copy;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Values of a column type up to its limits, each as SQL that a source would have executed and as the topic carries it.
 *
 * @param type the column type, as the source's DDL has it
 * @param key whether a primary key can be of it
 */
record ColumnValues(String type, boolean key, List<Value> values) {

    /**
     * One value.
     *
     * @param sql an expression that gives it
     * @param avro the same in a record, as the docs of the topics say
     */
    record Value(String sql, Object avro) {}

    /** Each kind of type. */
    static List<ColumnValues> all() {
        return Stream.of(numbers(), decimals(), floats(), bits(), texts(), bytes(), times(), labels(), documents())
                .flatMap(List::stream)
                .toList();
    }

    private static List<ColumnValues> numbers() {
        return List.of(
                whole("tinyint", -128, 0, 127),
                whole("tinyint unsigned", 0, 128, 255),
                whole("tinyint(1)", 0, 1, -1),
                whole("boolean", 0, 1),
                whole("smallint", -32_768, 32_767),
                whole("smallint unsigned", 0, 65_535),
                whole("mediumint", -8_388_608, 8_388_607),
                whole("mediumint unsigned", 0, 16_777_215),
                whole("int", Integer.MIN_VALUE, 0, Integer.MAX_VALUE),
                whole("year", 0, 1901, 1970, 2155),
                of(
                        "int unsigned",
                        true,
                        value("0", 0L),
                        value("2147483648", 1L << 31),
                        value("4294967295", ~0L >>> 32)),
                of("int(5) unsigned zerofill", true, value("12345", 12_345L), value("4294967295", ~0L >>> 32)),
                of(
                        "bigint",
                        true,
                        value("-9223372036854775808", Long.MIN_VALUE),
                        value("0", 0L),
                        value("9223372036854775807", Long.MAX_VALUE)),
                decimal("bigint unsigned", "0", "9223372036854775808", "18446744073709551615"));
    }

    private static List<ColumnValues> decimals() {
        var nines = "9".repeat(35) + "." + "9".repeat(30);
        return List.of(
                decimal("decimal(10,2)", "0.00", "-0.01", "99999999.99", "-99999999.99", "1.10"),
                decimal("decimal(65,30)", nines, "-" + nines, "0." + "0".repeat(29) + "1", "0." + "0".repeat(30)),
                decimal("decimal(38,38)", "0." + "9".repeat(38), "-0." + "9".repeat(38)),
                decimal("decimal(65)", "9".repeat(65), "-" + "9".repeat(65), "0"),
                decimal("decimal(5,1) unsigned", "0.0", "9999.9"));
    }

    private static List<ColumnValues> floats() {
        return List.of(
                of(
                        "float",
                        true,
                        value("3.4028234663852886E38", Float.MAX_VALUE),
                        value("-3.4028234663852886E38", -Float.MAX_VALUE),
                        value("1.1754943508222875E-38", Float.MIN_NORMAL),
                        value("0.1", 0.1f),
                        value("0", 0f),
                        value("16777216", 16_777_216f),
                        value("-1.5", -1.5f)),
                of(
                        "double",
                        true,
                        value("1.7976931348623157E308", Double.MAX_VALUE),
                        value("-1.7976931348623157E308", -Double.MAX_VALUE),
                        value("2.2250738585072014E-308", Double.MIN_NORMAL),
                        value("0.1", 0.1),
                        value("0", 0.0),
                        value("9007199254740993", 9_007_199_254_740_992.0),
                        value("123456789.5", 123_456_789.5)));
    }

    private static List<ColumnValues> bits() {
        return List.of(
                of("bit", true, value("b'0'", false), value("b'1'", true)),
                of("bit(8)", true, value("0", littleEndian(0, 1)), value("255", littleEndian(255, 1))),
                of("bit(20)", true, value("1", littleEndian(1, 3)), value("1048575", littleEndian(0xf_ffff, 3))),
                of(
                        "bit(64)",
                        true,
                        value("0", littleEndian(0, 8)),
                        value("18446744073709551615", littleEndian(-1, 8)),
                        value("9223372036854775808", littleEndian(Long.MIN_VALUE, 8))));
    }

    private static List<ColumnValues> texts() {
        var odd = "it's \\ \"中\" 😀\0\r\n\t%_\u001a`";
        return List.of(
                of("char(5)", true, text(""), text("ab"), text("中😀é'\\")),
                of("varchar(40)", true, text(""), text("trailing  "), text(odd)),
                of("varchar(500)", false, text("中😀".repeat(250))),
                of("tinytext", false, text(""), text("x".repeat(255))),
                of("text", false, text(odd), text("é".repeat(32_767))),
                of("mediumtext", false, text("😀".repeat(100_000))),
                of("longtext", false, text("'\\".repeat(1_000_000))));
    }

    private static List<ColumnValues> bytes() {
        var all = new byte[256];
        IntStream.range(0, all.length).forEach(i -> all[i] = (byte) i);
        var large = new byte[7_000_000];
        Arrays.fill(large, (byte) 0xff);
        return List.of(
                of("binary(4)", true, hex("61000000"), hex("00000000"), hex("ff00ff00"), hex("20202020")),
                of("varbinary(10)", true, hex(""), hex("00"), hex("6100"), hex("ff00275c22")),
                of("tinyblob", false, hex("")),
                of("blob", false, hex(HexFormat.of().formatHex(all))),
                of("mediumblob", false, hex("00".repeat(70_000))),
                of("longblob", false, hex(HexFormat.of().formatHex(large))));
    }

    private static List<ColumnValues> times() {
        return List.of(
                of("date", true, date("0001-01-01"), date("1969-12-31"), date("2024-02-29"), date("9999-12-31")),
                of("time", true, time("00:00:00"), time("23:59:59"), outside("838:59:59"), outside("-838:59:59")),
                of("time(3)", true, time("00:00:00.001"), time("12:00:00.5"), outside("-00:00:00.001")),
                of(
                        "time(6)",
                        true,
                        time("23:59:59.999999"),
                        outside("24:00:00.000000"),
                        outside("-838:59:58.999999"),
                        outside("838:59:58.000001")),
                of("datetime", true, dateTime("0001-01-01 00:00:00"), dateTime("9999-12-31 23:59:59")),
                of("datetime(3)", true, dateTime("1969-12-31 23:59:59.999"), dateTime("2024-02-29 00:00:00.1")),
                of("datetime(6)", true, dateTime("1000-01-01 00:00:00.000001"), dateTime("9999-12-31 23:59:59.999999")),
                of("timestamp", true, dateTime("1970-01-01 00:00:01"), dateTime("2038-01-19 03:14:07")),
                of(
                        "timestamp(6)",
                        true,
                        dateTime("1970-01-01 00:00:01.000001"),
                        dateTime("2024-03-31 02:30:00.5"),
                        dateTime("2038-01-19 03:14:07.999999")));
    }

    private static List<ColumnValues> labels() {
        var members = IntStream.range(0, 64).mapToObj(i -> "m" + i).toList();
        return List.of(
                of(
                        "enum('a','it''s','x,y','中😀','b\\\\s')",
                        true,
                        text("a"),
                        text("it's"),
                        text("x,y"),
                        text("中😀"),
                        text("b\\s"),
                        text("")),
                of("set('a','it''s','中')", true, text(""), text("a"), text("a,it's,中")),
                of(
                        "set('" + String.join("','", members) + "')",
                        true,
                        text("m0,m63"),
                        text(String.join(",", members))));
    }

    private static List<ColumnValues> documents() {
        return List.of(
                of(
                        "json",
                        false,
                        text("{\"a\": [1, 2.5e300, null, \"it's \\\\ \\n 中😀\"]}"),
                        text("null"),
                        text("\"x\"")),
                geometry("geometry", "POINT(1 2)", "LINESTRING(0 0,1 1.5)"),
                geometry("point", "POINT(-180 90.123456789)"),
                geometry("linestring", "LINESTRING(0 0,1 1)"),
                geometry("polygon", "POLYGON((0 0,3 0,3 3,0 0),(1 1,2 1,2 2,1 1))"),
                geometry("multipoint", "MULTIPOINT(0 0,1 1)"),
                geometry("multilinestring", "MULTILINESTRING((0 0,1 1),(2 2,3 3))"),
                geometry("multipolygon", "MULTIPOLYGON(((0 0,1 0,1 1,0 0)))"),
                geometry("geometrycollection", "GEOMETRYCOLLECTION(POINT(1 2),LINESTRING(0 0,1 1))"));
    }

    private static ColumnValues of(String type, boolean key, Value... values) {
        return new ColumnValues(type, key, List.of(values));
    }

    private static ColumnValues whole(String type, int... numbers) {
        return of(
                type,
                true,
                Arrays.stream(numbers)
                        .mapToObj(n -> value(Integer.toString(n), n))
                        .toArray(Value[]::new));
    }

    private static ColumnValues decimal(String type, String... numbers) {
        return of(
                type,
                true,
                Arrays.stream(numbers).map(n -> value(n, new BigDecimal(n))).toArray(Value[]::new));
    }

    private static ColumnValues geometry(String type, String... texts) {
        return of(
                type,
                false,
                Arrays.stream(texts)
                        .map(text -> value("ST_GeomFromText('" + text + "')", wellKnownBinary(text)))
                        .toArray(Value[]::new));
    }

    /** WKB as the database writes it, without the SRID that it keeps before it. */
    private static byte[] wellKnownBinary(String text) {
        try (var connection = Servers.database().connect();
                var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT ST_AsWKB(ST_GeomFromText('" + text + "'))")) {
            rows.next();
            return rows.getBytes(1);
        } catch (java.sql.SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Value value(String sql, Object avro) {
        return new Value(sql, avro);
    }

    private static Value text(String text) {
        return value("CONVERT(x'" + HexFormat.of().formatHex(text.getBytes(UTF_8)) + "' USING utf8mb4)", text);
    }

    private static Value hex(String hex) {
        return value("x'" + hex + "'", HexFormat.of().parseHex(hex));
    }

    private static byte[] littleEndian(long value, int bytes) {
        var result = new byte[bytes];
        var rest = BigInteger.valueOf(value);
        for (int i = 0; i < bytes; i++) {
            result[i] = rest.shiftRight(i * Byte.SIZE).byteValue();
        }
        return result;
    }

    private static Value date(String text) {
        return value("'" + text + "'", (int) LocalDate.parse(text).toEpochDay());
    }

    private static Value time(String text) {
        return value("'" + text + "'", LocalTime.parse(text).toNanoOfDay() / 1000);
    }

    /** A time below zero, or of a day and more, is text. */
    private static Value outside(String text) {
        return value("'" + text + "'", text);
    }

    private static Value dateTime(String text) {
        var time = LocalDateTime.parse(text.replace(' ', 'T'));
        var epoch = LocalDateTime.of(1970, 1, 1, 0, 0);
        return value(
                "'" + text + "'",
                ChronoUnit.MICROS.between(epoch.atOffset(ZoneOffset.UTC), time.atOffset(ZoneOffset.UTC)));
    }

    /** A row that has no more values of this type has NULL. */
    String sql(int row) {
        return row < values.size() ? values.get(row).sql() : "NULL";
    }

    @org.jspecify.annotations.Nullable Object avro(int row) {
        return row < values.size() ? values.get(row).avro() : null;
    }

    /** Distinct rows of key values, of types that are repeated from the first value on. */
    static List<Object[]> keys(List<ColumnValues> types) {
        var most = types.stream().mapToInt(type -> type.values.size()).max().orElse(0);
        var rows = new ArrayList<Object[]>();
        for (int row = 0; row < most; row++) {
            var at = row;
            rows.add(types.stream()
                    .map(type -> type.values.get(at % type.values.size()).avro())
                    .toArray());
        }
        return rows;
    }

    @Override
    public String toString() {
        return type.length() < 60 ? type : type.substring(0, 60) + "…";
    }
}
