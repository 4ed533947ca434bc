package com.pinda.aggregation.local.tms;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/** Provinces, cities and counties. The provinces are the real ones; what lies below is made up. */
final class Areas {

    private static final String[][] SYLLABLES = {
        {"安", "an"}, {"宁", "ning"}, {"平", "ping"}, {"江", "jiang"}, {"海", "hai"}, {"山", "shan"}, {"河", "he"},
        {"阳", "yang"}, {"州", "zhou"}, {"林", "lin"}, {"泉", "quan"}, {"兴", "xing"}, {"昌", "chang"}, {"城", "cheng"},
        {"川", "chuan"}, {"清", "qing"}, {"永", "yong"}, {"丰", "feng"}, {"华", "hua"}, {"德", "de"}
    };

    private final List<Province> provinces = new ArrayList<>();
    private final Random random;
    private int lastId;

    Areas(TmsSize size, Random random) {
        this.random = random;
        for (var line : Resource.lines("provinces.csv")) {
            provinces.add(province(line.split(",", -1), size));
        }
    }

    List<Province> provinces() {
        return provinces;
    }

    Rows rows() {
        var rows = new Rows(
                "pd_auth.pd_area",
                "id",
                "parent_id",
                "name",
                "area_code",
                "city_code",
                "merger_name",
                "short_name",
                "zip_code",
                "level",
                "lng",
                "lat",
                "pinyin",
                "first");
        for (var province : provinces) {
            add(rows, province.area(), 0, province.area().name());
            for (var city : province.cities()) {
                var path = province.area().name() + "," + city.area().name();
                add(rows, city.area(), province.area().id(), path);
                for (var county : city.counties()) {
                    add(rows, county, city.area().id(), path + "," + county.name());
                }
            }
        }
        return rows;
    }

    private static void add(Rows rows, Area area, int parent, String path) {
        rows.add(
                area.id(),
                parent,
                area.name(),
                area.code() + "000000",
                "0" + area.code().substring(0, 3),
                path,
                area.shortName(),
                area.code(),
                area.level(),
                String.valueOf(area.place().lng()),
                String.valueOf(area.place().lat()),
                area.pinyin(),
                area.pinyin().substring(0, 1).toUpperCase(Locale.ROOT));
    }

    private Province province(String[] fields, TmsSize size) {
        var code = fields[3];
        var place = new Place(Double.parseDouble(fields[5]), Double.parseDouble(fields[6]));
        var area = new Area(++lastId, fields[0], fields[1], fields[2], code + "0000", 0, place);
        var cities = new ArrayList<City>();
        for (int i = 1; i <= size.cities(); i++) {
            cities.add(city(code + twoDigits(i), place.near(random, 1.5), size));
        }
        return new Province(area, fields[4], List.copyOf(cities));
    }

    private City city(String code, Place place, TmsSize size) {
        var area = area(code + "00", 1, "市", place);
        var counties = new ArrayList<Area>();
        for (int i = 1; i <= size.counties(); i++) {
            counties.add(area(code + twoDigits(i), 2, i % 3 == 0 ? "县" : "区", place.near(random, 0.3)));
        }
        return new City(area, List.copyOf(counties));
    }

    private Area area(String code, int level, String suffix, Place place) {
        var first = SYLLABLES[random.nextInt(SYLLABLES.length)];
        var second = SYLLABLES[random.nextInt(SYLLABLES.length)];
        var name = first[0] + second[0];
        return new Area(++lastId, name + suffix, name, first[1] + second[1], code, level, place);
    }

    private static String twoDigits(int number) {
        return number < 10 ? "0" + number : String.valueOf(number);
    }

    /** One area; {@code code} has six digits, {@code level} is 0 for a province, 1 for a city, 2 for a county. */
    record Area(int id, String name, String shortName, String pinyin, String code, int level, Place place) {}

    /** A city and its counties. */
    record City(Area area, List<Area> counties) {}

    /** A province, the character its number plates begin with, and its cities. */
    record Province(Area area, String plate, List<City> cities) {}
}
