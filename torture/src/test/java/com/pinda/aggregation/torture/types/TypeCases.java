package com.pinda.aggregation.torture.types;

import static com.pinda.aggregation.torture.types.TypeCase.DOUBLE;
import static com.pinda.aggregation.torture.types.TypeCase.GEOMETRY;
import static com.pinda.aggregation.torture.types.TypeCase.HEX;
import static com.pinda.aggregation.torture.types.TypeCase.NUMBER;
import static com.pinda.aggregation.torture.types.TypeCase.TEXT;
import static com.pinda.aggregation.torture.types.TypeCase.type;
import static com.pinda.aggregation.torture.types.Value.noDate;

import com.pinda.aggregation.torture.rig.SourceKind;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What each type has to become, by MySQL's manual and the docs of the topics.
 *
 * @see <a href="https://dev.mysql.com/doc/refman/8.4/en/data-types.html">MySQL's data types</a>
 */
final class TypeCases {

    private static final String ALL_BYTES =
            IntStream.range(0, 256).mapToObj("%02X"::formatted).collect(Collectors.joining());
    private static final String NINES = "9".repeat(35) + "." + "9".repeat(30);

    private TypeCases() {}

    static List<TypeCase> all() {
        return Stream.of(
                        numbers(),
                        decimals(),
                        floats(),
                        bits(),
                        texts(),
                        charsets(),
                        bytes(),
                        dates(),
                        labels(),
                        more())
                .flatMap(List::stream)
                .toList();
    }

    private static List<TypeCase> numbers() {
        return List.of(
                whole("tinyint", -128, 0, 127),
                whole("tinyint unsigned", 0, 128, 255),
                whole("tinyint(1)", -1, 0, 1, 127),
                type("boolean", TEXT, Value.of("TRUE", 1, "1"), Value.of("FALSE", 0, "0")),
                whole("smallint", -32_768, 0, 32_767),
                whole("smallint unsigned", 0, 32_768, 65_535),
                whole("mediumint", -8_388_608, 0, 8_388_607),
                whole("mediumint unsigned", 0, 8_388_608, 16_777_215),
                whole("int", Integer.MIN_VALUE, 0, Integer.MAX_VALUE),
                wide("int unsigned", 0L, 2_147_483_648L, 4_294_967_295L),
                type(
                        "int(5) unsigned zerofill",
                        NUMBER,
                        Value.of("42", 42L, "42"),
                        Value.of("123456", 123_456L, "123456")),
                wide("bigint", Long.MIN_VALUE, 0L, Long.MAX_VALUE),
                decimal("bigint unsigned", "0", "9223372036854775808", "18446744073709551615"),
                type(
                        "year",
                        TEXT,
                        Value.of("0", 0, "0000"),
                        Value.of("1901", 1901, "1901"),
                        Value.of("1970", 1970, "1970"),
                        Value.of("2155", 2155, "2155")));
    }

    private static List<TypeCase> decimals() {
        return List.of(
                decimal("decimal(10,2)", "0.00", "0.10", "-0.01", "99999999.99", "-99999999.99"),
                decimal("decimal(65,30)", NINES, "-" + NINES, "0." + "0".repeat(30), "-0." + "0".repeat(29) + "1"),
                decimal("decimal(65,0)", "9".repeat(65), "-" + "9".repeat(65), "0"),
                decimal("decimal(30,30)", "0." + "9".repeat(30), "-0." + "9".repeat(30)),
                decimal("decimal", "9999999999", "-1"),
                decimal("decimal(5,1) unsigned", "0.0", "9999.9"));
    }

    private static List<TypeCase> floats() {
        return List.of(
                type(
                        "float",
                        DOUBLE,
                        Value.of("3.4028234663852886E38", Float.MAX_VALUE, "3.4028234663852886e38"),
                        Value.of("-3.4028234663852886E38", -Float.MAX_VALUE, "-3.4028234663852886e38"),
                        Value.of("1.1754943508222875E-38", Float.MIN_NORMAL, "1.1754943508222875e-38"),
                        Value.of("0.1", 0.1f, "0.10000000149011612"),
                        Value.of("0", 0f, "0"),
                        Value.of("16777217", 16_777_216f, "16777216")),
                type("float(7,3)", DOUBLE, Value.of("1.5", 1.5f, "1.5"), Value.of("-9999.25", -9999.25f, "-9999.25")),
                type("float(25)", DOUBLE, Value.of("0.1", 0.1, "0.1")),
                type(
                        "double",
                        DOUBLE,
                        Value.of("1.7976931348623157E308", Double.MAX_VALUE, "1.7976931348623157e308"),
                        Value.of("-1.797693134862315E308", -1.797693134862315E308, "-1.797693134862315e308"),
                        Value.of("2.225073858507202E-308", 2.225073858507202E-308, "2.225073858507202e-308"),
                        Value.of("0.1", 0.1, "0.1"),
                        Value.of("0", 0.0, "0"),
                        Value.of("9007199254740993", 9_007_199_254_740_992.0, "9.007199254740992e15")),
                type("double(10,2) unsigned", DOUBLE, Value.of("12345678.91", 12_345_678.91, "12345678.91")));
    }

    /** BIT(n) has its least significant byte first. */
    private static List<TypeCase> bits() {
        return List.of(
                type("bit", NUMBER, Value.of("b'0'", false, "0"), Value.of("b'1'", true, "1")),
                type("bit(8)", NUMBER, Value.of("0", "0x00", "0"), Value.of("200", "0xC8", "200")),
                type("bit(20)", NUMBER, Value.of("1", "0x010000", "1"), Value.of("1048574", "0xFEFF0F", "1048574")),
                type(
                        "bit(64)",
                        NUMBER,
                        Value.of("0", "0x0000000000000000", "0"),
                        Value.of("18446744073709551615", "0xFFFFFFFFFFFFFFFF", "18446744073709551615"),
                        Value.of("9223372036854775808", "0x0000000000000080", "9223372036854775808")));
    }

    private static List<TypeCase> texts() {
        return List.of(
                text("char(5)", "", "ab", "中😀é'%"),
                // CHAR loses the spaces at its end, by the manual
                type("char(6)", TEXT, Value.of("'ab  '", "ab", "ab")),
                text("varchar(60)", "", "ends in spaces  ", "\"q\" \t\r\n%_`", "中文😀👨‍👩‍👧é"),
                type(
                        "varchar(30)",
                        TEXT,
                        Value.of("CONCAT('a', CHAR(0), 'b')", "a\0b", "a\0b"),
                        Value.of("'it''s'", "it's", "it's"),
                        Value.of("CONCAT('a', CHAR(92), 'b')", "a\\b", "a\\b")),
                text("varchar(300)", "中😀".repeat(150)),
                text("tinytext", "", "x".repeat(255)),
                text("text", "é".repeat(32_767)),
                text("mediumtext", "😀".repeat(20_000)),
                text("longtext", "long"));
    }

    private static List<TypeCase> charsets() {
        return List.of(
                type(
                        "varchar(20) CHARACTER SET latin1",
                        TEXT,
                        Value.of("'Ã¤é€ÿ'", "Ã¤é€ÿ", "Ã¤é€ÿ"),
                        Value.of("CONVERT(x'81' USING latin1)", "\u0081", "\u0081")),
                text("char(9) CHARACTER SET gbk", "中文—é", "a"),
                text("text CHARACTER SET gbk", "运单号".repeat(100)),
                text("varchar(20) CHARACTER SET utf16", "a", "中😀é"),
                text("char(9) CHARACTER SET ucs2", "a中", ""),
                text("varchar(20) CHARACTER SET utf8", "中é"),
                text("varchar(20) CHARACTER SET ascii", "plain"),
                text("varchar(20) CHARACTER SET cp932", "日本ソ表"),
                text("varchar(20) CHARACTER SET koi8r", "Привет"),
                text("varchar(20) CHARACTER SET euckr", "한글"),
                text("varchar(20) COLLATE latin1_german1_ci", "Ä"),
                text("enum('é','中') CHARACTER SET gbk", "中", "é"));
    }

    private static List<TypeCase> bytes() {
        return List.of(
                bytes("binary(4)", "61000000", "00000000", "FF00FF00", "20202020"),
                bytes("binary(1)", "00", "80"),
                bytes("varbinary(10)", "", "00", "6100", "FF00275C22"),
                bytes("varbinary(300)", ALL_BYTES),
                bytes("tinyblob", "", "00FF"),
                bytes("blob", ALL_BYTES, "00".repeat(3)),
                bytes("mediumblob", "00FF".repeat(40_000)),
                bytes("longblob", ALL_BYTES));
    }

    private static List<TypeCase> dates() {
        return List.of(
                type(
                        "date",
                        TEXT,
                        date("0001-01-01"),
                        date("1969-12-31"),
                        date("2024-02-29"),
                        date("9999-12-31"),
                        noDate("0000-00-00"),
                        noDate("2024-00-00"),
                        noDate("2024-05-00"),
                        noDate("2023-02-29"),
                        noDate("2024-04-31")),
                type(
                        "time",
                        TEXT,
                        time("00:00:00", "00:00"),
                        time("23:59:59", "23:59:59"),
                        beyond("24:00:00"),
                        beyond("838:59:59"),
                        beyond("-838:59:59"),
                        beyond("-00:00:01")),
                type("time(1)", TEXT, time("12:00:00.5", "12:00:00.5"), beyond("-00:00:00.1")),
                type("time(3)", TEXT, time("00:00:00.001", "00:00:00.001"), beyond("-00:00:00.001")),
                type("time(4)", TEXT, time("01:02:03.0405", "01:02:03.0405"), beyond("-01:02:03.0405")),
                type(
                        "time(6)",
                        TEXT,
                        time("23:59:59.999999", "23:59:59.999999"),
                        beyond("24:00:00.000000"),
                        beyond("-838:59:58.999999"),
                        beyond("838:59:58.000001")),
                type(
                        "datetime",
                        TEXT,
                        dateTime("0001-01-01 00:00:00"),
                        dateTime("9999-12-31 23:59:59"),
                        noDate("0000-00-00 00:00:00"),
                        noDate("2024-00-00 00:00:00"),
                        noDate("2023-02-30 12:00:00")),
                type("datetime(1)", TEXT, dateTime("1969-12-31 23:59:59.9")),
                type("datetime(2)", TEXT, dateTime("2024-02-29 00:00:00.01")),
                type("datetime(3)", TEXT, dateTime("1969-12-31 23:59:59.999"), noDate("0000-00-00 00:00:00.000")),
                type("datetime(5)", TEXT, dateTime("2024-02-29 00:00:00.00001")),
                type(
                        "datetime(6)",
                        TEXT,
                        dateTime("1000-01-01 00:00:00.000001"),
                        dateTime("9999-12-31 23:59:59.999999")),
                type(
                        "timestamp NULL",
                        TEXT,
                        timestamp("1970-01-01 00:00:01"),
                        timestamp("2038-01-19 03:14:07"),
                        noDate("0000-00-00 00:00:00")),
                type("timestamp(3) NULL", TEXT, timestamp("2024-03-31 02:30:00.123")),
                type(
                        "timestamp(6) NULL",
                        TEXT,
                        timestamp("1970-01-01 00:00:01.000001"),
                        timestamp("2038-01-19 03:14:07.999999"),
                        noDate("0000-00-00 00:00:00.000000")));
    }

    private static List<TypeCase> labels() {
        var members = IntStream.range(0, 64).mapToObj(i -> "m" + i).toList();
        return List.of(
                type(
                        "enum('a','it''s','x,y','中😀',' lead','p(1)','q\"')",
                        TEXT,
                        label("a"),
                        label("it's"),
                        label("x,y"),
                        label("中😀"),
                        label(" lead"),
                        label("p(1)"),
                        label("q\""),
                        Value.of("'no label of it'", "", "")),
                type("enum('b\\\\s','')", TEXT, Value.of("CONCAT('b', CHAR(92), 's')", "b\\s", "b\\s"), label("")),
                type("set('a','it''s','中')", TEXT, label(""), label("a"), label("it's,中"), label("a,it's,中")),
                type(
                        "set('" + String.join("','", members) + "')",
                        TEXT,
                        label("m0,m63"),
                        label(String.join(",", members))));
    }

    private static List<TypeCase> more() {
        return List.of(
                type(
                                "json",
                                TEXT,
                                json("{\"a\": [1, -2.5, null, true, \"x\"], \"bb\": {}}"),
                                json("{\"t\": \"中😀 \\\\\"q\\\\\" \\\\\\\\ \\\\n\"}"),
                                json("\"a\\\\u0000b\""),
                                json("[]"),
                                json("null"),
                                json("18446744073709551615"))
                        .on(SourceKind.MARIADB, SourceKind.MYSQL),
                type(
                                "json",
                                TEXT,
                                document(
                                        "JSON_OBJECT('b', x'616263', 'n', 12.50, 'd', DATE'2020-02-29', 'h', TIME'-838:59:58.5',"
                                                + " 't', TIMESTAMP'2015-01-15 23:24:25.12')",
                                        "{\"b\": \"base64:type15:YWJj\", \"d\": \"2020-02-29\", \"h\": \"-838:59:58.500000\","
                                                + " \"n\": 12.50, \"t\": \"2015-01-15 23:24:25.120000\"}"),
                                document(
                                        "'[1e100, -1e15, 1e14, 5e0, 1e-20, 1.5e-4, 0.1, -0.0]'",
                                        "[1e100, -1e15, 100000000000000.0, 5.0, 1e-20, 0.00015, 0.1, -0.0]"),
                                document(
                                        "'[-32768, 65535, -32769, 65536, 4294967296, -9223372036854775808]'",
                                        "[-32768, 65535, -32769, 65536, 4294967296, -9223372036854775808]"),
                                document(
                                        "JSON_OBJECT('long', REPEAT('é', 40000), 'n', -70000, 'm', 70000, 'o', JSON_ARRAY(1))",
                                        "{\"m\": 70000, \"n\": -70000, \"o\": [1], \"long\": \"" + "é".repeat(40_000)
                                                + "\"}"))
                        .on(SourceKind.MYSQL),
                type(
                        "point",
                        GEOMETRY,
                        Value.of(
                                "ST_GeomFromText('POINT(1 -2.5)')",
                                "0x0101000000000000000000F03F00000000000004C0",
                                "POINT(1 -2.5)")),
                type(
                        "geometry",
                        GEOMETRY,
                        Value.of(
                                "ST_GeomFromText('LINESTRING(0 0,1 1)')",
                                "0x01020000000200000000000000000000000000000000000000000000000000F03F000000000000F03F",
                                "LINESTRING(0 0,1 1)")),
                type(
                                "int GENERATED ALWAYS AS (id * 2) VIRTUAL",
                                TEXT,
                                Value.of("DEFAULT", 2, "2"),
                                Value.of("DEFAULT", 4, "4"))
                        .on(SourceKind.MARIADB, SourceKind.MYSQL),
                type("varchar(9) GENERATED ALWAYS AS (CONCAT('n', id)) STORED", TEXT, Value.of("DEFAULT", "n1", "n1"))
                        .on(SourceKind.MARIADB, SourceKind.MYSQL),
                type("int INVISIBLE", TEXT, Value.of("7", 7, "7")).on(SourceKind.MARIADB, SourceKind.MYSQL));
    }

    private static TypeCase whole(String type, int... numbers) {
        return type(
                type,
                TEXT,
                Arrays.stream(numbers)
                        .mapToObj(n -> Value.of(Integer.toString(n), n, Integer.toString(n)))
                        .toArray(Value[]::new));
    }

    private static TypeCase wide(String type, long... numbers) {
        return type(
                type,
                TEXT,
                Arrays.stream(numbers)
                        .mapToObj(n -> Value.of(Long.toString(n), n, Long.toString(n)))
                        .toArray(Value[]::new));
    }

    private static TypeCase decimal(String type, String... numbers) {
        return type(
                type,
                TEXT,
                Arrays.stream(numbers)
                        .map(n -> Value.of(n, new BigDecimal(n), n))
                        .toArray(Value[]::new));
    }

    private static TypeCase text(String type, String... texts) {
        return type(type, TEXT, Arrays.stream(texts).map(TypeCases::label).toArray(Value[]::new));
    }

    private static TypeCase bytes(String type, String... hex) {
        return type(
                type,
                HEX,
                Arrays.stream(hex)
                        .map(h -> Value.of("x'" + h + "'", "0x" + h, h.toUpperCase(Locale.ROOT)))
                        .toArray(Value[]::new));
    }

    private static Value label(String label) {
        return Value.of("'" + label.replace("'", "''") + "'", label, label);
    }

    /** A document as a literal writes it; the server undoes what the literal's backslashes say. */
    private static Value json(String literal) {
        var document = literal.replace("\\\\", "\\");
        return Value.of("'" + literal + "'", document, document);
    }

    private static Value document(String sql, String document) {
        return Value.of(sql, document, document);
    }

    private static Value date(String text) {
        return Value.of("'" + text + "'", LocalDate.parse(text), text);
    }

    private static Value time(String text, String iso) {
        return Value.of("'" + text + "'", LocalTime.parse(iso), text);
    }

    /** A time that is no time of a day: its text. */
    private static Value beyond(String text) {
        return Value.of("'" + text + "'", text, text);
    }

    private static Value dateTime(String text) {
        return Value.of("'" + text + "'", LocalDateTime.parse(text.replace(' ', 'T')), text);
    }

    /** In a session whose zone is UTC. */
    private static Value timestamp(String text) {
        return Value.of("'" + text + "'", Instant.parse(text.replace(' ', 'T') + "Z"), text);
    }
}
