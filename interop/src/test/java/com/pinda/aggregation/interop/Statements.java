package com.pinda.aggregation.interop;

import java.util.List;
import java.util.Set;

/** What happens in the source: rows as the TMS writes them, and one column of each type. */
final class Statements {

    /** The tables, without their database. */
    static final List<String> NAMES = List.of("pd_order", "pd_line", "typed");

    /** Columns of {@code typed} that the sink has no type for. */
    static final Set<String> TIMES = Set.of("time_", "time_6");

    static final String[] TABLES = {"""
        CREATE TABLE shop.pd_order (
          id varchar(32) NOT NULL PRIMARY KEY,
          sender_name varchar(64),
          amount decimal(10,2),
          distance double,
          status int,
          create_time datetime NOT NULL)
        """, """
        CREATE TABLE shop.pd_line (
          order_id bigint NOT NULL,
          number int NOT NULL,
          goods varchar(100),
          PRIMARY KEY (order_id, number))
        """, """
        CREATE TABLE shop.typed (
          id bigint unsigned NOT NULL PRIMARY KEY,
          tiny tinyint, tiny_u tinyint unsigned, flag tinyint(1), small smallint, small_u smallint unsigned,
          medium mediumint, medium_u mediumint unsigned, whole int, whole_u int unsigned,
          big bigint, big_u bigint unsigned, money decimal(30,10), single_ float, double_ double,
          bit_1 bit(1), bit_20 bit(20), char_ char(10), varchar_ varchar(200), text_ mediumtext,
          binary_ binary(8), varbinary_ varbinary(20), blob_ blob,
          date_ date, time_ time, time_6 time(6), datetime_ datetime, datetime_6 datetime(6),
          timestamp_ timestamp NULL, timestamp_3 timestamp(3) NULL, year_ year,
          enum_ enum('small','large'), set_ set('a','b','c'), json_ json)
        """};

    static final String[] CHANGES = {
        "INSERT INTO shop.pd_order VALUES ('1', '张三', 50.00, 878.396903, 23000, '2026-03-02 09:00:00')",
        "INSERT INTO shop.pd_order VALUES ('2', NULL, NULL, NULL, NULL, '2026-03-02 09:00:01'),"
                + " ('3', '李四 😀', 0.01, -1.5, 0, '2026-03-02 23:59:59'), ('4', '', 99999999.99, 0, 1, '1999-12-31')",
        "UPDATE shop.pd_order SET status = 23005, amount = 51.25 WHERE id = '1'",
        "DELETE FROM shop.pd_order WHERE id = '2'",
        "UPDATE shop.pd_order SET id = '30' WHERE id = '3'",
        "ALTER TABLE shop.pd_order ADD receiver_name varchar(64) AFTER sender_name",
        "INSERT INTO shop.pd_order VALUES ('5', '王五', '赵六', 1, 1, 1, '2026-03-03 00:00:00')",
        "UPDATE shop.pd_order SET receiver_name = '孙七' WHERE id = '1'",
        "INSERT INTO shop.pd_line VALUES (1, 1, 'tea'), (1, 2, 'rice'), (2, 1, 'silk')",
        "UPDATE shop.pd_line SET order_id = 3, goods = 'salt' WHERE order_id = 2",
        "UPDATE shop.pd_line SET number = number + 10 WHERE order_id = 1",
        "DELETE FROM shop.pd_line WHERE goods = 'tea'",
        """
        INSERT INTO shop.typed VALUES (18446744073709551615,
          -128, 255, 1, -32768, 65535, -8388608, 16777215, -2147483648, 4294967295,
          -9223372036854775808, 18446744073709551615, -12345678901234567890.0123456789, 1.5, -1.25e100,
          b'1', b'10000000000000000001', 'ab', '订单', repeat('长', 1000),
          'ab', x'00ff10', x'0001fe',
          '1969-12-31', '23:59:59', '00:00:00.000001', '9999-12-31 23:59:59', '1000-01-01 00:00:00.000001',
          '2026-06-01 12:00:00', '1999-01-01 00:00:00.123', 2026,
          'large', 'a,c', '{"a": [1, null, "x"]}')
        """,
        "INSERT INTO shop.typed (id) VALUES (1)",
        "INSERT INTO shop.typed (id, tiny, bit_1, text_, binary_, enum_, set_, date_, json_)"
                + " VALUES (2, 127, b'0', '', x'0000000000000000', 'small', '', '2024-02-29', '[]')"
    };

    private Statements() {}
}
