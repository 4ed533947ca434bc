package com.pinda.aggregation.local.tms;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Everything that is there before the first order. The same size and seed give the same rows. */
final class BaseData {

    private static final int GOODS_TYPE = 21;
    private static final String[] GOODS = {"文件", "食品", "数码产品", "服饰", "日用品", "生鲜", "图书", "家具"};
    private static final long FIRST_ID = 718_000_000_000_000_000L;
    private static final long TABLE_STEP = 1_000_000_000_000L;
    private static final long ROW_STEP = 4_194_304L;

    private final List<Rows> rows = new ArrayList<>();

    BaseData(TmsSize size, long seed) {
        var random = new Random(seed);
        var areas = new Areas(size, random);
        var organisations = new Organisations(size, areas, random);
        var staff = new Staff(size, organisations, random);
        var vehicles = new Vehicles(organisations, staff, random);
        var lines = new Lines(organisations, vehicles, random);
        rows.add(areas.rows());
        rows.add(organisations.rows(staff));
        rows.add(staff.posts());
        rows.add(staff.users());
        rows.add(goodsTypes());
        rows.addAll(vehicles.rows());
        rows.addAll(lines.rows());
    }

    /** One element a table. */
    List<Rows> rows() {
        return rows;
    }

    /** The id of a row of pd_base: a number of eighteen digits, as text. */
    static String id(int table, int row) {
        return String.valueOf(FIRST_ID + table * TABLE_STEP + row * ROW_STEP);
    }

    private static Rows goodsTypes() {
        var types =
                new Rows("pd_base.pd_goods_type", "id", "name", "default_weight", "default_volume", "remark", "status");
        for (int i = 0; i < GOODS.length; i++) {
            types.add(id(GOODS_TYPE, i), GOODS[i], new BigDecimal("1.00"), new BigDecimal("0.01"), null, 1);
        }
        return types;
    }
}
