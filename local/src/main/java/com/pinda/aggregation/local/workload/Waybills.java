package com.pinda.aggregation.local.workload;

import java.sql.SQLException;

/** Waybills. Each method is one transaction. */
final class Waybills {

    static final int LOADED = 2;
    static final int AT_A_HUB = 3;
    static final int AT_LAST_OUTLET = 4;
    static final int SIGNED = 5;
    static final int REFUSED = 6;

    private static final String INSERT = """
            INSERT INTO pd_transport_order (id, order_id, status, scheduling_status, create_time)
            VALUES (?, ?, 1, 1, ?)
            """;
    private static final String SET_STATUS = "UPDATE pd_transport_order SET status = ? WHERE id = ?";
    private static final String DELETE = "DELETE FROM pd_transport_order WHERE id = ?";
    private static final String SET_ID = "UPDATE pd_transport_order SET id = ? WHERE id = ?";

    private final Services services;
    private final Timeline timeline;

    Waybills(Services services, Timeline timeline) {
        this.services = services;
        this.timeline = timeline;
    }

    /** A new waybill; the order goes on with it. */
    void insert(Order order) throws SQLException {
        var id = services.newWorkId();
        services.work().update(INSERT, id, order.id(), timeline.time());
        order.waybill(id);
    }

    void setStatus(Order order, int status) throws SQLException {
        services.work().update(SET_STATUS, status, order.waybill());
    }

    void delete(Order order) throws SQLException {
        services.work().update(DELETE, order.waybill());
    }

    /** Gives the waybill another primary key. */
    void changeId(Order order) throws SQLException {
        services.work().update(SET_ID, services.newWorkId(), order.waybill());
    }
}
