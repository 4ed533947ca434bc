package com.pinda.aggregation.canal.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.pinda.aggregation.testkit.Database;
import com.pinda.aggregation.testkit.MySql;
import com.pinda.aggregation.testkit.MySqlProgram;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Whether a text that was read from its bytes is the one that the server shows, for all characters of two bytes. */
class CharsetsIT {

    private static final int BYTES = 256;

    /** Pairs of bytes that are one character of the character set, and that character; halves of one are none. */
    private static final String CHARACTERS = """
            SELECT pair, CONVERT(CONVERT(pair USING %1$s) USING utf8mb4) AS shown FROM shop.pairs
            WHERE NOT ('%1$s' = 'ucs2' AND pair BETWEEN x'd800' AND x'dfff')
              AND CHAR_LENGTH(CONVERT(pair USING %1$s)) = 1
              AND CAST(CONVERT(pair USING %1$s) AS BINARY) = pair
              AND CAST(CONVERT(CONVERT(CONVERT(pair USING %1$s) USING utf8mb4) USING %1$s) AS BINARY) = pair
            """;

    @Test
    void everyCharacterOfMariaDbIsReadAsItShowsIt() throws SQLException {
        try (var db = Database.start();
                var connection = db.connect()) {
            assertThat(different(connection)).isEmpty();
        }
    }

    @Test
    void everyCharacterOfMySqlIsReadAsItShowsIt() throws SQLException {
        assumeThat(MySqlProgram.missing()).isEmpty();
        try (var db = MySql.start();
                var connection = db.connect("")) {
            assertThat(different(connection)).isEmpty();
        }
    }

    private static List<String> different(Connection connection) throws SQLException {
        var different = new ArrayList<String>();
        try (var statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE shop");
            statement.execute("CREATE TABLE shop.pairs (pair VARBINARY(2) PRIMARY KEY)");
            statement.execute("INSERT INTO shop.pairs VALUES " + values(""));
            for (int first = 0; first < BYTES; first++) {
                statement.execute("INSERT INTO shop.pairs VALUES " + values("%02x".formatted(first)));
            }
            for (var charset : charsets(connection)) {
                var decoder = Charsets.decoder(charset).orElseThrow();
                var characters = 0;
                try (var rows = statement.executeQuery(CHARACTERS.formatted(charset))) {
                    while (rows.next()) {
                        var bytes = rows.getBytes(1);
                        var read = decoder.decode(bytes, 0, bytes.length);
                        characters++;
                        if (!read.equals(rows.getString(2))) {
                            different.add(charset + " " + HexFormat.of().formatHex(bytes) + " " + read);
                        }
                    }
                }
                if (characters < BYTES / 2 && !charset.equals("utf32")) { // which has none of two bytes
                    different.add(charset + " has " + characters + " characters only");
                }
            }
        }
        return different;
    }

    private static String values(String first) {
        return IntStream.range(0, BYTES)
                .mapToObj(second -> "(x'" + first + "%02x".formatted(second) + "')")
                .collect(Collectors.joining(","));
    }

    /** Those that need to be read, of all that the server has. */
    private static List<String> charsets(Connection connection) throws SQLException {
        var charsets = new ArrayList<String>();
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT character_set_name FROM information_schema.character_sets")) {
            while (rows.next()) {
                var name = rows.getString(1);
                if (Charsets.isReadable(name) && Charsets.decoder(name).isPresent()) {
                    charsets.add(name);
                }
            }
        }
        assertThat(charsets).contains("latin1", "gbk", "utf16").hasSizeGreaterThan(15);
        return charsets;
    }
}
