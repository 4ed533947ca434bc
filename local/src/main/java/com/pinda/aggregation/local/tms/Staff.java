package com.pinda.aggregation.local.tms;

import com.pinda.aggregation.local.tms.Organisations.Org;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/** The users: a manager for each organisation, two to four couriers for each outlet, the drivers of each hub. */
final class Staff {

    /** The user that created everything. */
    static final long ADMIN = 3;

    private static final long MANAGER_POST = 101;
    private static final long DRIVER_POST = 2;
    private static final long COURIER_POST = 3;
    private static final long GROUP_ID = 100;

    // Neighbouring ids of nineteen digits: as doubles they are equal, as text they are not.
    private static final long FIRST_ID = 1067246875800000001L;
    private static final LocalDateTime HIRED = LocalDateTime.of(2019, 7, 1, 9, 0);

    private final List<User> users = new ArrayList<>();
    private final Map<Long, Long> managers = new LinkedHashMap<>();
    private final Map<Long, List<Long>> drivers = new LinkedHashMap<>();
    private final Random random;

    Staff(TmsSize size, Organisations organisations, Random random) {
        this.random = random;
        for (var org : organisations.all()) {
            managers.put(org.id(), hire("m", MANAGER_POST, org));
            if (org.type() == Organisations.OUTLET) {
                hire(2 + random.nextInt(3), "c", COURIER_POST, org);
            } else if (org.isHub()) {
                drivers.put(org.id(), hire(size.trucks(), "d", DRIVER_POST, org));
            }
        }
    }

    long managerOf(Org org) {
        return managers.getOrDefault(org.id(), ADMIN);
    }

    /** The drivers of a hub, one for each of its trucks. */
    List<Long> driversOf(Org hub) {
        return drivers.getOrDefault(hub.id(), List.of());
    }

    Rows users() {
        var rows = new Rows(
                "pd_auth.pd_auth_user",
                "id",
                "account",
                "name",
                "org_id",
                "station_id",
                "email",
                "mobile",
                "sex",
                "status",
                "avatar",
                "work_describe",
                "password_error_num",
                "password",
                "create_user",
                "create_time",
                "update_user",
                "update_time");
        rows.add(
                ADMIN,
                "pinda",
                "平台管理员",
                GROUP_ID,
                100L,
                null,
                "",
                "N",
                true,
                "",
                "",
                0,
                password(),
                1L,
                HIRED,
                1L,
                HIRED);
        for (var user : users) {
            rows.add(
                    user.id(),
                    user.account(),
                    user.person().name(),
                    user.org(),
                    user.post(),
                    user.account() + "@pinda.example",
                    user.person().phone(),
                    random.nextBoolean() ? "M" : "W",
                    true,
                    "",
                    "不积跬步，无以至千里",
                    0,
                    password(),
                    ADMIN,
                    HIRED,
                    ADMIN,
                    HIRED);
        }
        return rows;
    }

    Rows posts() {
        var rows = new Rows(
                "pd_auth.pd_core_station", "id", "name", "org_id", "status", "describe_", "create_time", "create_user");
        rows.add(DRIVER_POST, "司机", GROUP_ID, true, "", HIRED, ADMIN);
        rows.add(COURIER_POST, "快递员", GROUP_ID, true, "", HIRED, ADMIN);
        rows.add(100L, "总经理", GROUP_ID, true, "总部", HIRED, ADMIN);
        rows.add(MANAGER_POST, "网点主管", GROUP_ID, true, "", HIRED, ADMIN);
        rows.add(102L, "客服专员", GROUP_ID, false, "", HIRED, ADMIN);
        rows.add(642032719487828225L, "调度员", GROUP_ID, true, "", HIRED, ADMIN);
        return rows;
    }

    private List<Long> hire(int number, String prefix, long post, Org org) {
        var ids = new ArrayList<Long>();
        for (int i = 0; i < number; i++) {
            ids.add(hire(prefix, post, org));
        }
        return List.copyOf(ids);
    }

    private long hire(String prefix, long post, Org org) {
        var user = new User(
                FIRST_ID + users.size(), prefix + (10001 + users.size()), Person.random(random), org.id(), post);
        users.add(user);
        return user.id();
    }

    private String password() {
        return String.format(Locale.ROOT, "%016x%016x", random.nextLong(), random.nextLong());
    }

    private record User(long id, String account, Person person, long org, long post) {}
}
