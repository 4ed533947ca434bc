package com.pinda.aggregation.torture.types;

import com.pinda.aggregation.testkit.SqlServer;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** TIMESTAMP columns written by sessions of three zones, one of them with summer time. */
final class TimeZones {

    private static final String NEW_YORK = "America/New_York";

    private TimeZones() {}

    /**
     * A moment.
     *
     * @param local as the session writes it
     * @param utc ISO 8601, worked out by hand
     */
    record Time(String local, String utc) {}

    /** Moments written into a table of their own by a session of a zone that is the server's. */
    record Zone(String name, String table, List<Time> times) {

        void write(SqlServer server, String database) {
            server.execute(
                    "SET GLOBAL time_zone = '" + name + "'",
                    "CREATE TABLE " + database + "." + table + " (id INT PRIMARY KEY, v TIMESTAMP(3) NULL)");
            // a session that begins now has the server's zone
            server.execute("INSERT INTO " + database + "." + table + " VALUES " + rows());
            server.execute("SET GLOBAL time_zone = '+00:00'");
        }

        private String rows() {
            var rows = new ArrayList<String>();
            for (int i = 0; i < times.size(); i++) {
                rows.add("(" + (i + 1) + ", '" + times.get(i).local() + "')");
            }
            return String.join(", ", rows);
        }

        List<String> shownInUtc() {
            return times.stream()
                    .map(time -> time.utc().replace('T', ' ').replace("Z", ""))
                    .toList();
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static List<Zone> all() {
        return List.of(
                new Zone("+00:00", "utc", List.of(new Time("2024-07-01 12:00:00.125", "2024-07-01T12:00:00.125Z"))),
                new Zone(
                        "+08:00",
                        "shanghai",
                        List.of(
                                new Time("2024-07-01 12:00:00.125", "2024-07-01T04:00:00.125Z"),
                                new Time("2024-01-01 00:00:00.000", "2023-12-31T16:00:00.000Z"))),
                new Zone(
                        NEW_YORK,
                        "new_york",
                        List.of(
                                new Time("2024-07-01 12:00:00.125", "2024-07-01T16:00:00.125Z"),
                                new Time("2024-01-15 12:00:00.000", "2024-01-15T17:00:00.000Z"),
                                new Time("2024-03-10 03:00:00.000", "2024-03-10T07:00:00.000Z"),
                                new Time("2024-11-03 02:00:00.000", "2024-11-03T07:00:00.000Z"))));
    }

    /** Tells a server about New York, as mysql_tzinfo_to_sql does; none knows named zones without that. */
    static void load(SqlServer server) {
        var rules = ZoneId.of(NEW_YORK).getRules();
        var transitions = new ArrayList<String>();
        var next = rules.nextTransition(Instant.EPOCH);
        while (next != null && next.getInstant().isBefore(Instant.parse("2038-01-01T00:00:00Z"))) {
            var type = rules.isDaylightSavings(next.getInstant()) ? 1 : 0;
            transitions.add("(1, " + next.toEpochSecond() + ", " + type + ")");
            next = rules.nextTransition(next.getInstant());
        }
        server.execute(
                "SET sql_log_bin = 0",
                "INSERT INTO mysql.time_zone (Time_zone_id, Use_leap_seconds) VALUES (1, 'N')",
                "INSERT INTO mysql.time_zone_name (Name, Time_zone_id) VALUES ('" + NEW_YORK + "', 1)",
                "INSERT INTO mysql.time_zone_transition_type (Time_zone_id, Transition_type_id, `Offset`, Is_DST,"
                        + " Abbreviation) VALUES (1, 0, -18000, 0, 'EST'), (1, 1, -14400, 1, 'EDT')",
                transitions.stream()
                        .collect(Collectors.joining(
                                ", ",
                                "INSERT INTO mysql.time_zone_transition (Time_zone_id, Transition_time,"
                                        + " Transition_type_id) VALUES ",
                                "")));
    }
}
