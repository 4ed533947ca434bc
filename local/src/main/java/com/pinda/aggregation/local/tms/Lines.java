package com.pinda.aggregation.local.tms;

import com.pinda.aggregation.local.tms.Organisations.Org;
import com.pinda.aggregation.local.tms.Vehicles.Crew;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/**
 * Transport lines, each one way, with two to six trips a day and one or two rostered trucks a trip. Outlets are joined
 * with their hub and, in pairs, with each other; second-level hubs with their first-level hub; first-level hubs with
 * each other.
 */
final class Lines {

    private static final int LINE = 11;
    private static final int TRIP = 12;
    private static final int ROSTER = 13;
    private static final int LINE_TYPE = 14;
    private static final int MINUTES_A_DAY = 1440;

    private final Rows lines = new Rows(
            "pd_base.pd_transport_line",
            "id",
            "name",
            "line_number",
            "agency_id",
            "transport_line_type_id",
            "start_agency_id",
            "end_agency_id",
            "distance",
            "cost",
            "estimated_time",
            "status");
    private final Rows trips = new Rows(
            "pd_base.pd_transport_trips", "id", "name", "departure_time", "transport_line_id", "period", "status");
    private final Rows roster =
            new Rows("pd_base.pd_transport_trips_truck_driver", "id", "truck_id", "transport_trips_id", "user_id");

    private final Vehicles vehicles;
    private final Random random;
    private int lineCount;
    private int tripCount;
    private int rosterCount;

    Lines(Organisations organisations, Vehicles vehicles, Random random) {
        this.vehicles = vehicles;
        this.random = random;
        Map<Long, Org> orgs = new LinkedHashMap<>();
        organisations.all().forEach(org -> orgs.put(org.id(), org));
        for (var org : organisations.all()) {
            var parent = orgs.get(org.parentId());
            if (parent != null && parent.isHub()) {
                both(org, parent, parent);
            }
        }
        pairs(organisations.ofType(Organisations.OUTLET), orgs);
        between(organisations.ofType(Organisations.FIRST_LEVEL_HUB));
    }

    List<Rows> rows() {
        return List.of(lines, trips, roster);
    }

    /** Neighbouring outlets of one second-level hub: the way of one leg. */
    private void pairs(List<Org> outlets, Map<Long, Org> orgs) {
        for (int i = 0; i + 1 < outlets.size(); i++) {
            var one = outlets.get(i);
            var other = outlets.get(i + 1);
            var hub = orgs.get(one.parentId());
            if (hub != null && hub.type() == Organisations.SECOND_LEVEL_HUB && one.parentId() == other.parentId()) {
                both(one, other, hub);
                i++;
            }
        }
    }

    private void between(List<Org> hubs) {
        for (var from : hubs) {
            for (var to : hubs) {
                if (from.id() != to.id()) {
                    line(from, to, from);
                }
            }
        }
    }

    private void both(Org one, Org other, Org owner) {
        line(one, other, owner);
        line(other, one, owner);
    }

    private void line(Org from, Org to, Org owner) {
        boolean lineHaul = from.type() == Organisations.FIRST_LEVEL_HUB && to.type() == Organisations.FIRST_LEVEL_HUB;
        double kilometres = 2 + 1.25 * from.place().kilometresTo(to.place());
        double minutes = Math.min(MINUTES_A_DAY, 15 + kilometres * (lineHaul ? 0.8 : 1.2));
        var id = BaseData.id(LINE, lineCount++);
        lines.add(
                id,
                from.name() + "-" + to.name(),
                "XL" + (100000 + lineCount),
                String.valueOf(owner.id()),
                BaseData.id(LINE_TYPE, from.type()),
                String.valueOf(from.id()),
                String.valueOf(to.id()),
                money(kilometres),
                money(kilometres * 3.5),
                money(minutes),
                1);
        int perDay = (lineHaul ? 3 : 2) + random.nextInt(lineHaul ? 4 : 5);
        int first = random.nextInt(MINUTES_A_DAY / perDay);
        for (int i = 0; i < perDay; i++) {
            trip(id, i, first + i * MINUTES_A_DAY / perDay, vehicles.crewsOf(owner));
        }
    }

    private void trip(String line, int index, int minute, List<Crew> crews) {
        var id = BaseData.id(TRIP, tripCount++);
        var departure = String.format(Locale.ROOT, "%02d:%02d", minute / 60, minute % 60);
        trips.add(id, departure + "第" + (index + 1) + "班", departure, line, 1, 1);
        int trucks = 1 + random.nextInt(2);
        for (int i = 0; i < trucks; i++) {
            var crew = crews.get(random.nextInt(crews.size()));
            roster.add(BaseData.id(ROSTER, rosterCount++), crew.truck(), id, String.valueOf(crew.driver()));
        }
    }

    private static BigDecimal money(double amount) {
        return BigDecimal.valueOf(amount).setScale(2, RoundingMode.HALF_UP);
    }
}
