package com.pinda.aggregation.local.tms;

import com.pinda.aggregation.local.tms.Areas.Area;
import com.pinda.aggregation.local.tms.Areas.City;
import com.pinda.aggregation.local.tms.Areas.Province;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * The tree of organisations: one group, its branch companies, their first-level hubs, second-level hubs below these,
 * and outlets. One outlet hangs directly under each first-level hub.
 */
final class Organisations {

    static final int BRANCH = 1;
    static final int FIRST_LEVEL_HUB = 2;
    static final int SECOND_LEVEL_HUB = 3;
    static final int OUTLET = 4;

    private static final long GROUP_ID = 100;
    private static final long FIRST_ID = 643775612976106881L;
    private static final long ID_STEP = 4096;
    private static final LocalDateTime FOUNDED = LocalDateTime.of(2019, 6, 1, 9, 0);

    private final List<Org> orgs = new ArrayList<>();
    private final Random random;

    Organisations(TmsSize size, Areas areas, Random random) {
        this.random = random;
        for (int branch = 0; branch < size.branches(); branch++) {
            branch(branch, areas.provinces().get(branch), size);
        }
    }

    List<Org> all() {
        return orgs;
    }

    List<Org> ofType(int type) {
        return orgs.stream().filter(org -> org.type() == type).toList();
    }

    Rows rows(Staff staff) {
        var rows = new Rows(
                "pd_auth.pd_core_org",
                "id",
                "name",
                "abbreviation",
                "parent_id",
                "org_type",
                "province_id",
                "city_id",
                "county_id",
                "address",
                "contract_number",
                "manager_id",
                "tree_path",
                "sort_value",
                "status",
                "describe_",
                "latitude",
                "longitude",
                "business_hours",
                "create_time",
                "create_user",
                "update_time",
                "update_user");
        rows.add(
                GROUP_ID,
                "品达物流集团",
                "品达",
                0L,
                null,
                null,
                null,
                null,
                null,
                null,
                Staff.ADMIN,
                ",",
                1,
                true,
                "",
                null,
                null,
                null,
                FOUNDED,
                Staff.ADMIN,
                FOUNDED,
                Staff.ADMIN);
        int sort = 1;
        for (var org : orgs) {
            var contact = Person.random(random);
            rows.add(
                    org.id(),
                    org.name(),
                    org.name().substring(0, 2),
                    org.parentId(),
                    org.type(),
                    (long) org.province().area().id(),
                    (long) org.city().area().id(),
                    (long) org.county().id(),
                    contact.street(),
                    contact.phone(),
                    staff.managerOf(org),
                    org.treePath(),
                    ++sort,
                    true,
                    "",
                    String.valueOf(org.place().lat()),
                    String.valueOf(org.place().lng()),
                    org.type() == OUTLET ? "08:00-20:00" : "00:00-24:00",
                    FOUNDED,
                    Staff.ADMIN,
                    FOUNDED,
                    Staff.ADMIN);
        }
        return rows;
    }

    private void branch(int index, Province province, TmsSize size) {
        var company = add(province.area().shortName() + "分公司", BRANCH, GROUP_ID, ",100,", province, 0, 0);
        for (int hub = 0; hub < 1 + index % 2; hub++) {
            firstLevelHub(hub, company, province, size);
        }
    }

    private void firstLevelHub(int index, Org company, Province province, TmsSize size) {
        int city = index * (size.secondLevelHubs() + 1);
        var name = cityOf(province, city).area().shortName() + "一级转运中心";
        var hub = add(name, FIRST_LEVEL_HUB, company.id(), company.pathBelow(), province, city, 0);
        outlet(0, hub, province, city);
        for (int second = 1; second <= size.secondLevelHubs(); second++) {
            secondLevelHub(hub, province, city + second, size);
        }
    }

    private void secondLevelHub(Org parent, Province province, int city, TmsSize size) {
        var name = cityOf(province, city).area().shortName() + "二级转运中心";
        var hub = add(name, SECOND_LEVEL_HUB, parent.id(), parent.pathBelow(), province, city, 0);
        for (int outlet = 0; outlet < size.outlets(); outlet++) {
            outlet(outlet, hub, province, city);
        }
    }

    private void outlet(int index, Org parent, Province province, int city) {
        var counties = cityOf(province, city).counties();
        var name = cityOf(province, city).area().shortName()
                + counties.get(index % counties.size()).shortName() + "第" + (index + 1) + "网点";
        add(name, OUTLET, parent.id(), parent.pathBelow(), province, city, index);
    }

    private Org add(String name, int type, long parent, String path, Province province, int city, int county) {
        var counties = cityOf(province, city).counties();
        var area = counties.get(county % counties.size());
        var id = FIRST_ID + orgs.size() * ID_STEP;
        var org = new Org(
                id,
                parent,
                type,
                name,
                path,
                province,
                cityOf(province, city),
                area,
                area.place().near(random, 0.05));
        orgs.add(org);
        return org;
    }

    private static City cityOf(Province province, int index) {
        return province.cities().get(index % province.cities().size());
    }

    /** One organisation; {@code treePath} holds the ids of its ancestors between commas. */
    record Org(
            long id,
            long parentId,
            int type,
            String name,
            String treePath,
            Province province,
            City city,
            Area county,
            Place place) {

        boolean isHub() {
            return type == FIRST_LEVEL_HUB || type == SECOND_LEVEL_HUB;
        }

        private String pathBelow() {
            return treePath + id + ",";
        }
    }
}
