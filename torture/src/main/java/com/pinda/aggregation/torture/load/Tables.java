package com.pinda.aggregation.torture.load;

import com.pinda.aggregation.testkit.SqlServer;
import com.pinda.aggregation.torture.rig.RigOptions;
import java.util.List;

/** The tables that the load writes to. */
public final class Tables {

    /** {@code db.table}. */
    public static final List<String> NAMES =
            List.of("shop.orders", "shop.items", "shop.codes", "shop.events", "shop.seats", "shop.bulk");

    static final String DATABASE = "shop";

    /** Rows of the table whose keys change, numbered from 0. */
    static final int SEATS = 50;

    private static final String[] CREATE = {
        "CREATE TABLE shop.orders (id bigint NOT NULL PRIMARY KEY, name varchar(60), amount decimal(12,2), at datetime(3))",
        "CREATE TABLE shop.items (order_id bigint NOT NULL, line int NOT NULL, text varchar(60),"
                + " PRIMARY KEY (order_id, line))",
        "CREATE TABLE shop.codes (code varchar(80) COLLATE utf8mb4_bin NOT NULL PRIMARY KEY, n int)",
        "CREATE TABLE shop.events (shard int NOT NULL, number int NOT NULL, note varchar(60), KEY (shard, number))",
        "CREATE TABLE shop.seats (place int NOT NULL PRIMARY KEY, who varchar(60))",
        "CREATE TABLE shop.bulk (shard int NOT NULL, number int NOT NULL, text varchar(60),"
                + " PRIMARY KEY (shard, number))"
    };

    private Tables() {}

    /** A rig that captures and copies them. */
    public static RigOptions rig() {
        return RigOptions.of(NAMES.toArray(String[]::new))
                .withProducer("cdc.capture.keys", "shop.events(shard,number)");
    }

    /** Creates them. */
    public static void create(SqlServer source) {
        source.execute(CREATE);
        for (int place = 0; place < SEATS; place++) {
            source.execute("INSERT INTO shop.seats VALUES (" + place + ", 'guest " + place + "')");
        }
    }
}
