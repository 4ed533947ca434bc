package com.pinda.aggregation.local.tms;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A digest over every column of every row of each table of the TMS, the noise tables included. */
public final class Fingerprint {

    private static final List<String> NOISE =
            List.of("pd_oms.undo_log", "pd_work.undo_log", "pd_dispatch.QRTZ_SCHEDULER_STATE");

    private Fingerprint() {}

    /** The digest of each table, by {@code database.table}. */
    public static Map<String, String> of(Connection connection) throws SQLException {
        var digests = new TreeMap<String, String>();
        var tables = new ArrayList<>(TmsSource.TABLES);
        tables.addAll(NOISE);
        for (var table : tables) {
            digests.put(table, digest(connection, table));
        }
        return digests;
    }

    private static String digest(Connection connection, String table) throws SQLException {
        var digest = sha256();
        long rows = 0;
        var order = table.contains("QRTZ") ? "INSTANCE_NAME" : "CAST(id AS BINARY)";
        try (var statement = connection.createStatement();
                var row = statement.executeQuery("SELECT * FROM " + table + " ORDER BY " + order)) {
            int columns = row.getMetaData().getColumnCount();
            while (row.next()) {
                rows++;
                for (int column = 1; column <= columns; column++) {
                    var value = row.getBytes(column);
                    digest.update(value == null ? new byte[] {0} : value);
                    digest.update(";".getBytes(StandardCharsets.UTF_8));
                }
            }
        }
        return rows + " rows " + HexFormat.of().formatHex(digest.digest(), 0, 8);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
