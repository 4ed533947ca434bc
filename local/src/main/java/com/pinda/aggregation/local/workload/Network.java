package com.pinda.aggregation.local.workload;

import com.pinda.aggregation.local.tms.Place;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the dispatcher knows of the carrier: organisations, couriers, lines, trips and their trucks. Read once, from the
 * databases; what is edited later changes names, not routes.
 */
final class Network {

    private static final int OUTLET = 4;

    private static final String ORGS = """
            SELECT id, name, org_type, province_id, city_id, county_id, longitude, latitude
            FROM pd_auth.pd_core_org
            WHERE org_type IN (2, 3, 4) AND province_id IS NOT NULL AND city_id IS NOT NULL AND county_id IS NOT NULL
              AND longitude REGEXP '^-?[0-9.]+$' AND latitude REGEXP '^-?[0-9.]+$'
            ORDER BY id
            """;
    private static final String COURIERS = """
            SELECT id, name, org_id FROM pd_auth.pd_auth_user WHERE station_id = 3 AND org_id IS NOT NULL ORDER BY id
            """;
    private static final String LINES = """
            SELECT id, start_agency_id, end_agency_id, estimated_time
            FROM pd_base.pd_transport_line
            WHERE start_agency_id IS NOT NULL AND end_agency_id IS NOT NULL AND estimated_time IS NOT NULL
            ORDER BY id
            """;
    private static final String TRIPS = """
            SELECT t.id, t.transport_line_id, t.departure_time, r.truck_id, r.user_id
            FROM pd_base.pd_transport_trips t
            JOIN pd_base.pd_transport_trips_truck_driver r ON r.transport_trips_id = t.id
            WHERE t.departure_time REGEXP '^[0-9][0-9]:[0-9][0-9]$' AND r.user_id IS NOT NULL
            ORDER BY t.transport_line_id, t.departure_time, t.id, r.id
            """;
    private static final String GOODS = "SELECT id, name FROM pd_base.pd_goods_type ORDER BY id";

    private final Map<String, Org> orgs = new LinkedHashMap<>();
    private final List<Org> outlets = new ArrayList<>();
    private final Map<Long, List<Org>> outletsByCity = new LinkedHashMap<>();
    private final Map<String, List<Courier>> couriers = new HashMap<>();
    private final Map<String, Line> lines = new LinkedHashMap<>();
    private final Map<String, List<Line>> linesTo = new HashMap<>();
    private final List<Goods> goods = new ArrayList<>();

    // By destination, then by the organisation where a parcel is.
    private final Map<String, Map<String, Line>> routes = new HashMap<>();

    private Network() {}

    /**
     * Reads the network.
     *
     * @throws IllegalStateException if there are no outlets with couriers and lines between them
     */
    static Network read(Connection connection) throws SQLException {
        var network = new Network();
        network.readOrgs(connection);
        network.readLines(connection);
        if (network.outlets.size() < 2 || network.goods.isEmpty()) {
            throw new IllegalStateException("the source has no base data: prepare it first");
        }
        return network;
    }

    List<Org> outlets() {
        return outlets;
    }

    /** The outlets of a city, in the order of their ids. */
    List<Org> outletsOfCity(long city) {
        return outletsByCity.getOrDefault(city, List.of());
    }

    /** At least one. */
    List<Courier> couriersOf(Org outlet) {
        return couriers.getOrDefault(outlet.id(), List.of());
    }

    List<Goods> goods() {
        return goods;
    }

    Line line(String id) {
        var line = lines.get(id);
        if (line == null) {
            throw new IllegalArgumentException("no line " + id);
        }
        return line;
    }

    /** The ids of all lines. */
    List<String> lineIds() {
        return List.copyOf(lines.keySet());
    }

    /** Outlets and hubs. */
    List<Org> orgs() {
        return List.copyOf(orgs.values());
    }

    /** Whether a line joins two organisations without a hub between them. */
    boolean isDirect(Org from, Org to) {
        return route(from, to).filter(line -> line.to().equals(to)).isPresent();
    }

    /** The line that takes a parcel one leg nearer, on the way with the fewest legs; empty where no way leads there. */
    Optional<Line> route(Org from, Org to) {
        return Optional.ofNullable(
                routes.computeIfAbsent(to.id(), key -> waysTo(to)).get(from.id()));
    }

    private Map<String, Line> waysTo(Org destination) {
        var ways = new HashMap<String, Line>();
        var reached = new ArrayDeque<Org>(List.of(destination));
        while (!reached.isEmpty()) {
            for (var line : linesTo.getOrDefault(reached.remove().id(), List.of())) {
                if (!line.from().equals(destination)
                        && !ways.containsKey(line.from().id())) {
                    ways.put(line.from().id(), line);
                    reached.add(line.from());
                }
            }
        }
        return ways;
    }

    private void readOrgs(Connection connection) throws SQLException {
        try (var statement = connection.createStatement()) {
            try (var row = statement.executeQuery(ORGS)) {
                while (row.next()) {
                    var org = new Org(
                            row.getString("id"),
                            row.getString("name"),
                            row.getInt("org_type"),
                            row.getLong("province_id"),
                            row.getLong("city_id"),
                            row.getLong("county_id"),
                            new Place(row.getDouble("longitude"), row.getDouble("latitude")));
                    orgs.put(org.id(), org);
                }
            }
            try (var row = statement.executeQuery(COURIERS)) {
                while (row.next()) {
                    couriers.computeIfAbsent(row.getString("org_id"), key -> new ArrayList<>())
                            .add(new Courier(row.getString("id"), row.getString("name")));
                }
            }
            try (var row = statement.executeQuery(GOODS)) {
                while (row.next()) {
                    goods.add(new Goods(row.getString("id"), row.getString("name")));
                }
            }
        }
    }

    private void readLines(Connection connection) throws SQLException {
        try (var statement = connection.createStatement()) {
            try (var row = statement.executeQuery(LINES)) {
                while (row.next()) {
                    var from = orgs.get(row.getString("start_agency_id"));
                    var to = orgs.get(row.getString("end_agency_id"));
                    if (from != null && to != null) {
                        var id = row.getString("id");
                        lines.put(id, new Line(id, from, to, row.getInt("estimated_time"), new ArrayList<>()));
                    }
                }
            }
            try (var row = statement.executeQuery(TRIPS)) {
                while (row.next()) {
                    var line = lines.get(row.getString("transport_line_id"));
                    if (line != null) {
                        line.addCrew(
                                row.getString("id"),
                                minuteOfDay(row.getString("departure_time")),
                                new Crew(row.getString("truck_id"), row.getString("user_id")));
                    }
                }
            }
        }
        for (var line : lines.values()) {
            if (!line.trips().isEmpty()) {
                linesTo.computeIfAbsent(line.to().id(), key -> new ArrayList<>())
                        .add(line);
            }
        }
        for (var org : orgs.values()) {
            if (org.type() == OUTLET
                    && linesTo.containsKey(org.id())
                    && !couriersOf(org).isEmpty()) {
                outlets.add(org);
                outletsByCity
                        .computeIfAbsent(org.city(), key -> new ArrayList<>())
                        .add(org);
            }
        }
    }

    private static int minuteOfDay(String clock) {
        var parts = clock.split(":", 2);
        return Integer.parseInt(parts[0]) % 24 * 60 + Integer.parseInt(parts[1]) % 60;
    }

    /** An organisation; ids are text wherever another database refers to them. */
    record Org(String id, String name, int type, long province, long city, long county, Place place) {

        boolean isFirstLevelHub() {
            return type == 2;
        }

        boolean isOutlet() {
            return type == OUTLET;
        }
    }

    /** A courier of an outlet. */
    record Courier(String id, String name) {}

    /** A goods type. */
    record Goods(String id, String name) {}

    /** A line one way; {@code trips} are ordered by their time of day. */
    record Line(String id, Org from, Org to, int minutes, List<Trip> trips) {

        private void addCrew(String trip, int minute, Crew crew) {
            if (trips.isEmpty() || !trips.get(trips.size() - 1).id().equals(trip)) {
                trips.add(new Trip(trip, minute, new ArrayList<>()));
            }
            trips.get(trips.size() - 1).crews().add(crew);
        }
    }

    /** A trip of a line, every day at the same minute, and who may drive it. */
    record Trip(String id, int minuteOfDay, List<Crew> crews) {}

    /** A truck and a driver. */
    record Crew(String truck, String driver) {}
}
