package com.pinda.aggregation.local.workload;

import com.pinda.aggregation.local.tms.Person;
import com.pinda.aggregation.local.workload.Network.Org;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Edits of users, organisations, trucks and lines in the back office, each of which many rows show. */
final class DimensionEdits {

    private static final String RENAME_USER = "UPDATE pd_auth_user SET name = ?, update_time = ? WHERE id = ?";
    private static final String RENAME_ORG = "UPDATE pd_core_org SET name = ?, update_time = ? WHERE id = ?";
    private static final String MOVE_ORG =
            "UPDATE pd_core_org SET parent_id = ?, tree_path = ?, update_time = ? WHERE id = ?";
    private static final String MOVE_TRUCK = "UPDATE pd_truck SET fleet_id = ? WHERE id = ?";
    private static final String SWITCH_LINE = "UPDATE pd_transport_line SET status = ? WHERE id = ?";

    private final World world;
    private final Draw draw;
    private final List<String> trucks;
    private final List<String> fleets;
    private int edits;

    DimensionEdits(World world, Draw draw) throws SQLException {
        this.world = world;
        this.draw = draw;
        var connection = world.services().base().connection();
        this.trucks = ids(connection, "pd_base.pd_truck");
        this.fleets = ids(connection, "pd_base.pd_fleet");
    }

    /** Makes the edit that is due when so many orders were placed, if one is. */
    void afterOrder(long placed) throws SQLException {
        var settings = world.settings().noise();
        if (settings.dimensionEditEvery() == 0 || placed % settings.dimensionEditEvery() != 0) {
            return;
        }
        edits++;
        if (edits % settings.bulkEditEvery() == 0) {
            if (edits / settings.bulkEditEvery() % 2 == 0) {
                moveOutlet();
            } else {
                rename(draw.oneOf(hubs()));
            }
            return;
        }
        switch (edits % 4) {
            case 0 -> switchLine(draw.oneOf(world.network().lineIds()));
            case 1 -> renameUser();
            case 2 -> moveTruck();
            default -> rename(draw.oneOf(world.network().outlets()));
        }
    }

    private void renameUser() throws SQLException {
        var courier =
                draw.oneOf(world.network().couriersOf(draw.oneOf(world.network().outlets())));
        var name = Person.random(draw.random()).name();
        world.services().auth().update(RENAME_USER, name, world.timeline().time(), Long.valueOf(courier.id()));
    }

    private void rename(Org org) throws SQLException {
        var name = org.name() + "（" + draw.between(2, 99) + "号）";
        world.services().auth().update(RENAME_ORG, name, world.timeline().time(), Long.valueOf(org.id()));
    }

    private void moveOutlet() throws SQLException {
        var outlet = draw.oneOf(world.network().outlets());
        var hub = draw.oneOf(hubs());
        var path = ",100," + hub.id() + ",";
        world.services()
                .auth()
                .update(MOVE_ORG, Long.valueOf(hub.id()), path, world.timeline().time(), Long.valueOf(outlet.id()));
    }

    private void moveTruck() throws SQLException {
        if (!trucks.isEmpty() && !fleets.isEmpty()) {
            world.services().base().update(MOVE_TRUCK, draw.oneOf(fleets), draw.oneOf(trucks));
        }
    }

    /** Off, and on again ten minutes later; the dispatcher does not care. */
    private void switchLine(String line) throws SQLException {
        world.services().base().update(SWITCH_LINE, 0, line);
        world.timeline()
                .after(Duration.ofMinutes(10), () -> world.services().base().update(SWITCH_LINE, 1, line));
    }

    private List<Org> hubs() {
        return world.network().orgs().stream().filter(org -> !org.isOutlet()).toList();
    }

    private static List<String> ids(Connection connection, String table) throws SQLException {
        var ids = new ArrayList<String>();
        try (var statement = connection.createStatement();
                var row = statement.executeQuery("SELECT id FROM " + table + " ORDER BY id")) {
            while (row.next()) {
                ids.add(row.getString(1));
            }
        }
        return ids;
    }
}
