package com.pinda.aggregation.local.workload;

import com.pinda.aggregation.local.tms.TmsSource;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rare events of the database itself, each at the order that the settings name. */
final class Incidents {

    private static final String ADD_TO_ORDER = "ALTER TABLE pd_order ADD COLUMN channel varchar(32) DEFAULT NULL";
    private static final String ADD_TO_TRUCK = """
            ALTER TABLE pd_truck
              ADD COLUMN online_status tinyint(1) NOT NULL DEFAULT 0,
              ADD COLUMN last_heartbeat_time datetime DEFAULT NULL
            """;
    private static final String COLUMNS_ADDED = """
            SELECT COUNT(*) FROM information_schema.columns
            WHERE table_schema = 'pd_base' AND table_name = 'pd_truck' AND column_name = 'last_heartbeat_time'
            """;
    private static final String HEARTBEAT = """
            UPDATE pd_truck SET online_status = 1, last_heartbeat_time = ? WHERE id = ?
            """;
    private static final String INSERT_TOWN = """
            INSERT INTO pd_area (id, parent_id, name, area_code, level, short_name) VALUES (?, ?, ?, ?, 3, ?)
            """;
    private static final String INSERT_GOODS = """
            INSERT INTO pd_goods_type (id, name, status) VALUES (?, ?, 1)
            """;
    private static final int TOWNS_FROM = 1_000_000;
    private static final int ROWS_A_STATEMENT = 1000;

    private final World world;
    private final Draw draw;
    private boolean columnsAdded;

    Incidents(World world, Draw draw) throws SQLException {
        this.world = world;
        this.draw = draw;
        this.columnsAdded = count(COLUMNS_ADDED) > 0;
    }

    /** Whether orders have a channel and trucks a heartbeat. */
    boolean columnsAdded() {
        return columnsAdded;
    }

    /** Lets happen what is due when so many orders were placed. */
    void afterOrder(long placed) throws SQLException {
        var due = world.settings().incidents();
        if (placed == due.addColumnsAfter()) {
            addColumns();
        }
        if (placed == due.largeTransactionAfter()) {
            insertTowns(due.largeTransactionRows());
        }
        if (placed == due.truncateAfter()) {
            truncate();
        }
        if (placed == due.oddRowsAfter()) {
            new OddRows(world).insert(TmsSource.TABLES);
        }
    }

    /** A sign of life of one truck; only where its column was added. */
    void heartbeat() throws SQLException {
        var crews = world.network().line(draw.oneOf(world.network().lineIds())).trips();
        if (!crews.isEmpty()) {
            var truck = draw.oneOf(draw.oneOf(crews).crews()).truck();
            world.services().base().update(HEARTBEAT, world.timeline().time(), truck);
        }
    }

    private void addColumns() throws SQLException {
        if (!columnsAdded) {
            world.services().oms().execute(ADD_TO_ORDER);
            world.services().base().execute(ADD_TO_TRUCK);
            columnsAdded = true;
        }
    }

    private void insertTowns(int towns) throws SQLException {
        var auth = world.services().auth();
        if (count("SELECT COUNT(*) FROM pd_auth.pd_area WHERE id = " + TOWNS_FROM) > 0) {
            return;
        }
        auth.transaction(() -> {
            for (int first = 0; first < towns; first += ROWS_A_STATEMENT) {
                List<@Nullable Object[]> rows = new ArrayList<>();
                for (int i = first; i < Math.min(towns, first + ROWS_A_STATEMENT); i++) {
                    var code = String.valueOf(110_101_001_000L + i);
                    rows.add(new @Nullable Object[] {TOWNS_FROM + i, 1 + i % 3000, "第" + i + "镇", code, "镇" + i});
                }
                auth.insertAll(INSERT_TOWN, rows);
            }
        });
    }

    private void truncate() throws SQLException {
        var base = world.services().base();
        base.execute("TRUNCATE TABLE pd_goods_type");
        var goods = world.network().goods();
        for (var type : goods.subList(0, goods.size() / 2)) {
            base.update(INSERT_GOODS, type.id(), type.name());
        }
    }

    private long count(String sql) throws SQLException {
        try (var statement = world.services().base().connection().createStatement();
                var row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }
}
