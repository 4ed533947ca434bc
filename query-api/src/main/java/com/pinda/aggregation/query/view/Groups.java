package com.pinda.aggregation.query.view;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Counts rows by codes. Their names are of any row that has the code, so that an index alone can be counted. */
final class Groups {

    private Groups() {}

    static String sql(String view, List<String> by, String where) {
        var codes = by.stream().map(Names::quoted).collect(Collectors.joining(", "));
        var shown = by.stream()
                .map(code -> "g." + Names.quoted(code) + ", " + name(view, code))
                .collect(Collectors.joining(", "));
        return "SELECT " + shown + ", g._rows FROM (SELECT " + codes + ", COUNT(*) AS _rows FROM " + Names.quoted(view)
                + where + " GROUP BY " + codes + ") g ORDER BY " + codes;
    }

    static List<Group> read(List<String> by, ResultSet rows) throws SQLException {
        var groups = new ArrayList<Group>();
        while (rows.next()) {
            var codes = new ArrayList<Group.Code>();
            for (int i = 0; i < by.size(); i++) {
                codes.add(new Group.Code(rows.getBigDecimal(2 * i + 1), rows.getString(2 * i + 2)));
            }
            groups.add(new Group(codes, rows.getLong(2 * by.size() + 1)));
        }
        return groups;
    }

    private static String name(String view, String code) {
        var column = Names.quoted(code);
        return "(SELECT x." + Names.quoted(code + "_name") + " FROM " + Names.quoted(view) + " x WHERE x." + column
                + " <=> g." + column + " LIMIT 1)";
    }
}
