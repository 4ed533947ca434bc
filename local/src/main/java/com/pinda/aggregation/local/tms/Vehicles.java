package com.pinda.aggregation.local.tms;

import com.pinda.aggregation.local.tms.Organisations.Org;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Truck types, one fleet at each second-level hub and two at each first-level hub, and their trucks and drivers. */
final class Vehicles {

    private static final int TRUCK_TYPE = 1;
    private static final int FLEET = 2;
    private static final int TRUCK = 3;
    private static final int TRUCK_DRIVER = 4;

    private static final List<Type> TYPES = List.of(
            new Type("4.2米厢式货车", "1.80", "16.00", "4.20"),
            new Type("6.8米厢式货车", "10.00", "40.00", "6.80"),
            new Type("9.6米厢式货车", "18.00", "60.00", "9.60"),
            new Type("13米挂车", "30.00", "90.00", "13.00"),
            new Type("17.5米挂车", "32.00", "130.00", "17.50"));
    private static final String[] BRANDS = {"解放", "东风", "福田", "江淮", "重汽"};
    private static final String PLATE = "ABCDEFGHJKLMNPQRSTUVWXYZ0123456789";

    private final Rows types = new Rows(
            "pd_base.pd_truck_type",
            "id",
            "name",
            "allowable_load",
            "allowable_volume",
            "measure_long",
            "measure_width",
            "measure_high",
            "status");
    private final Rows fleets =
            new Rows("pd_base.pd_fleet", "id", "name", "fleet_number", "agency_id", "manager", "status");
    private final Rows trucks = new Rows(
            "pd_base.pd_truck",
            "id",
            "truck_type_id",
            "fleet_id",
            "brand",
            "license_plate",
            "device_gps_id",
            "allowable_load",
            "allowable_volume",
            "truck_license_id",
            "status");
    private final Rows truckDrivers =
            new Rows("pd_base.pd_truck_driver", "id", "user_id", "fleet_id", "age", "picture", "driving_age");

    private final Map<Long, List<Crew>> crews = new LinkedHashMap<>();
    private final Random random;
    private int fleetCount;
    private int truckCount;

    Vehicles(Organisations organisations, Staff staff, Random random) {
        this.random = random;
        for (int i = 0; i < TYPES.size(); i++) {
            var type = TYPES.get(i);
            types.add(
                    BaseData.id(TRUCK_TYPE, i),
                    type.name(),
                    new BigDecimal(type.load()),
                    new BigDecimal(type.volume()),
                    new BigDecimal(type.length()),
                    new BigDecimal("2.40"),
                    new BigDecimal("2.60"),
                    1);
        }
        for (var org : organisations.all()) {
            if (org.isHub()) {
                crews.put(org.id(), hub(org, staff));
            }
        }
    }

    /** The trucks of a hub, each with its driver. */
    List<Crew> crewsOf(Org hub) {
        return crews.getOrDefault(hub.id(), List.of());
    }

    List<Rows> rows() {
        return List.of(types, fleets, trucks, truckDrivers);
    }

    private List<Crew> hub(Org hub, Staff staff) {
        var own = new ArrayList<String>();
        for (int i = 0; i < (hub.type() == Organisations.FIRST_LEVEL_HUB ? 2 : 1); i++) {
            own.add(fleet(hub, staff, i));
        }
        var list = new ArrayList<Crew>();
        for (var driver : staff.driversOf(hub)) {
            list.add(truck(hub, own.get(truckCount % own.size()), driver));
        }
        return List.copyOf(list);
    }

    private String fleet(Org hub, Staff staff, int index) {
        var id = BaseData.id(FLEET, fleetCount++);
        fleets.add(
                id,
                hub.name().replace("转运中心", "") + "第" + (index + 1) + "车队",
                "CD" + (10000 + fleetCount),
                String.valueOf(hub.id()),
                String.valueOf(staff.managerOf(hub)),
                1);
        return id;
    }

    private Crew truck(Org hub, String fleet, long driver) {
        var id = BaseData.id(TRUCK, truckCount);
        int size = hub.type() == Organisations.FIRST_LEVEL_HUB ? 2 + random.nextInt(3) : random.nextInt(2);
        var type = TYPES.get(size);
        trucks.add(
                id,
                BaseData.id(TRUCK_TYPE, size),
                fleet,
                BRANDS[random.nextInt(BRANDS.length)],
                plate(hub),
                "GPS" + (100000 + truckCount),
                new BigDecimal(type.load()),
                new BigDecimal(type.volume()),
                null,
                1);
        truckDrivers.add(
                BaseData.id(TRUCK_DRIVER, truckCount),
                String.valueOf(driver),
                fleet,
                25 + random.nextInt(30),
                null,
                1 + random.nextInt(20));
        truckCount++;
        return new Crew(id, driver);
    }

    private String plate(Org hub) {
        var plate = new StringBuilder(hub.province().plate()).append(PLATE.charAt(random.nextInt(24)));
        for (int i = 0; i < 5; i++) {
            plate.append(PLATE.charAt(random.nextInt(PLATE.length())));
        }
        return plate.toString();
    }

    private record Type(String name, String load, String volume, String length) {}

    /** A truck and who drives it. */
    record Crew(String truck, long driver) {}
}
