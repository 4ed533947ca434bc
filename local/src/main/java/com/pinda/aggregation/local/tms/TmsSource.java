package com.pinda.aggregation.local.tms;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;

/**
 * The source databases of the TMS on one server. Runs on MySQL 5.6 to 9.7 and on MariaDB; the account must be allowed
 * to create databases and tables.
 */
public final class TmsSource {

    /** The databases whose tables are captured. */
    public static final List<String> DATABASES = List.of("pd_oms", "pd_work", "pd_base", "pd_auth");

    /** A database beside them that nobody captures; the scheduler of the dispatch service writes to it all day. */
    public static final String NOISE_DATABASE = "pd_dispatch";

    /** The tables that the services capture and copy with their settings for the TMS, as {@code database.table}. */
    public static final List<String> CAPTURED = List.of(
            "pd_oms.pd_order",
            "pd_oms.pd_order_cargo",
            "pd_oms.pd_order_location",
            "pd_work.pd_transport_order",
            "pd_work.pd_transport_order_task",
            "pd_work.pd_task_transport",
            "pd_work.pd_driver_job",
            "pd_work.pd_task_pickup_dispatch",
            "pd_base.pd_truck",
            "pd_base.pd_truck_type",
            "pd_base.pd_fleet",
            "pd_base.pd_transport_line",
            "pd_base.pd_transport_trips",
            "pd_base.pd_goods_type",
            "pd_auth.pd_core_org",
            "pd_auth.pd_core_station",
            "pd_auth.pd_auth_user",
            "pd_auth.pd_area");

    /** These, and the rosters of the drivers. */
    public static final List<String> TABLES = Stream.concat(
                    CAPTURED.stream(), Stream.of("pd_base.pd_truck_driver", "pd_base.pd_transport_trips_truck_driver"))
            .toList();

    private final DatabaseServer server;
    private final TmsSize size;
    private final long seed;

    /**
     * Names the server; nothing is done before {@link #prepare()}.
     *
     * @param size how much base data
     * @param seed what names, places and times are drawn from; the ids do not depend on it
     */
    public TmsSource(DatabaseServer server, TmsSize size, long seed) {
        this.server = server;
        this.size = size;
        this.seed = seed;
    }

    /**
     * Creates the databases and tables that are missing and fills the tables of the base data that are empty, each in
     * one transaction. What is there stays as it is, so a second start goes on where the first ended.
     */
    public void prepare() throws SQLException {
        createTables();
        try (var connection = server.open("")) {
            connection.setAutoCommit(false);
            for (var rows : new BaseData(size, seed).rows()) {
                if (isEmpty(connection, rows.table())) {
                    rows.insert(connection);
                    connection.commit();
                }
            }
        }
    }

    private void createTables() throws SQLException {
        for (var database : DATABASES) {
            createTables(database);
        }
        createTables(NOISE_DATABASE);
    }

    private void createTables(String database) throws SQLException {
        execute(
                "",
                List.of("CREATE DATABASE IF NOT EXISTS " + database
                        + " DEFAULT CHARACTER SET utf8mb4 DEFAULT COLLATE utf8mb4_general_ci"));
        execute(database, Resource.statements(database + ".sql"));
    }

    private void execute(String database, List<String> statements) throws SQLException {
        try (var connection = server.open(database);
                var statement = connection.createStatement()) {
            for (var sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private static boolean isEmpty(Connection connection, String table) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT 1 FROM " + table + " LIMIT 1")) {
            return !rows.next();
        }
    }
}
