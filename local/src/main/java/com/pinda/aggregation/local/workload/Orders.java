package com.pinda.aggregation.local.workload;

import com.pinda.aggregation.local.tms.Person;
import com.pinda.aggregation.local.workload.Network.Goods;
import com.pinda.aggregation.local.workload.Network.Org;
import java.math.BigDecimal;
import java.sql.SQLException;

/** What the order service writes: orders, their cargo and their locations. Each method is one transaction. */
final class Orders {

    static final int WAITING_FOR_PICKUP = 23000;
    static final int PICKED_UP = 23001;
    static final int BROUGHT_TO_OUTLET = 23002;
    static final int IN_STOCK = 23003;
    static final int WAITING_TO_BE_LOADED = 23004;
    static final int IN_TRANSIT = 23005;
    static final int AT_LAST_OUTLET = 23006;
    static final int BEING_DELIVERED = 23008;
    static final int SIGNED = 23009;
    static final int REFUSED = 23010;

    /** Six digits, as the original has it. */
    static final int CANCELLED = 230011;

    private static final String INSERT = """
            INSERT INTO pd_order (
              id, order_type, pickup_type, create_time, member_id,
              receiver_province_id, receiver_city_id, receiver_county_id,
              receiver_address, receiver_address_id, receiver_name, receiver_phone,
              sender_province_id, sender_city_id, sender_county_id,
              sender_address, sender_address_id, sender_name, sender_phone,
              current_agency_id, payment_method, payment_status, amount, distance, status)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """;
    private static final String INSERT_LOCATION = """
            INSERT INTO pd_order_location (id, order_id, send_location, receive_location, send_agent_id, receive_agent_id)
            VALUES (?, ?, ?, ?, ?, ?)
            """;
    private static final String INSERT_CARGO = """
            INSERT INTO pd_order_cargo (id, order_id, goods_type_id, name, quantity, weight, total_weight)
            VALUES (?, ?, ?, ?, ?, ?, ?)
            """;
    private static final String PAY = "UPDATE pd_order SET payment_status = 2 WHERE id = ?";
    private static final String EDIT = """
            UPDATE pd_order
            SET create_time = ?, sender_address = ?, sender_name = ?, sender_phone = ?,
              receiver_address = ?, receiver_name = ?, receiver_phone = ?, amount = ?, distance = ?
            WHERE id = ?
            """;
    private static final String EDIT_CARGO = """
            UPDATE pd_order_cargo SET goods_type_id = ?, weight = ?, total_weight = ? WHERE order_id = ?
            """;
    private static final String EDIT_LOCATION = """
            UPDATE pd_order_location SET send_location = ?, receive_location = ? WHERE order_id = ?
            """;
    private static final String SET_STATUS = "UPDATE pd_order SET status = ? WHERE id = ?";
    private static final String DELETE_LOCATION = "DELETE FROM pd_order_location WHERE order_id = ?";
    private static final String COLLECT = "UPDATE pd_order SET status = ?, payment_method = ? WHERE id = ?";
    private static final String COLLECT_CARGO = """
            UPDATE pd_order_cargo
            SET goods_type_id = ?, name = ?, weight = ?, volume = ?, total_weight = ?, total_volume = ?
            WHERE order_id = ?
            """;
    private static final String MOVE = "UPDATE pd_order SET status = ?, current_agency_id = ? WHERE id = ?";
    private static final String SET_CHANNEL = "UPDATE pd_order SET channel = ? WHERE id = ?";
    private static final String DELETE = "DELETE FROM pd_order WHERE id = ?";
    private static final String DELETE_CARGO = "DELETE FROM pd_order_cargo WHERE order_id = ?";

    private final Services services;
    private final Timeline timeline;

    Orders(Services services, Timeline timeline) {
        this.services = services;
        this.timeline = timeline;
    }

    void insert(Order order) throws SQLException {
        var draw = order.draw();
        var from = order.from();
        var to = order.to();
        update(
                INSERT,
                order.id(),
                order.sameCity() ? 1 : 2,
                order.doorPickup() ? 2 : 1,
                timeline.time(),
                String.valueOf(956_000_000_000_000_001L + draw.between(0, 9999)),
                String.valueOf(to.province()),
                String.valueOf(to.city()),
                String.valueOf(to.county()),
                order.receiver().street(),
                addressId(draw),
                order.receiver().name(),
                order.receiver().phone(),
                String.valueOf(from.province()),
                String.valueOf(from.city()),
                String.valueOf(from.county()),
                order.sender().street(),
                addressId(draw),
                order.sender().name(),
                order.sender().phone(),
                from.id(),
                draw.chance(0.7) ? 1 : 2,
                1,
                draw.chance(0.1) ? Price.FALLBACK : Price.of(order.weight(), order.distance()),
                order.distance(),
                order.doorPickup() ? WAITING_FOR_PICKUP : BROUGHT_TO_OUTLET);
    }

    void insertLocation(Order order) throws SQLException {
        update(
                INSERT_LOCATION,
                services.newOmsId(),
                order.id(),
                nearby(order.from(), order),
                nearby(order.to(), order),
                order.from().id(),
                order.to().id());
    }

    void insertCargo(Order order) throws SQLException {
        update(
                INSERT_CARGO,
                services.newOmsId(),
                order.id(),
                order.goods().id(),
                order.goods().name(),
                1,
                order.weight(),
                order.weight());
    }

    void pay(Order order) throws SQLException {
        update(PAY, order.id());
    }

    /** The time of creation is set anew, as in the original. */
    void edit(Order order) throws SQLException {
        Person sender = order.sender();
        Person receiver = order.receiver();
        update(
                EDIT,
                timeline.time(),
                sender.street(),
                sender.name(),
                sender.phone(),
                receiver.street(),
                receiver.name(),
                receiver.phone(),
                Price.of(order.weight(), order.distance()),
                order.distance(),
                order.id());
    }

    void editCargo(Order order) throws SQLException {
        update(EDIT_CARGO, order.goods().id(), order.weight(), order.weight(), order.id());
    }

    void editLocation(Order order) throws SQLException {
        update(EDIT_LOCATION, nearby(order.from(), order), nearby(order.to(), order), order.id());
    }

    void cancel(Order order) throws SQLException {
        setStatus(order, CANCELLED);
    }

    void deleteLocation(Order order) throws SQLException {
        update(DELETE_LOCATION, order.id());
    }

    /** The original looks for the order by the wrong number, and finds nothing. */
    void deleteLocationInVain(Order order) throws SQLException {
        update(DELETE_LOCATION, "#" + order.id().substring(1));
    }

    void collect(Order order) throws SQLException {
        update(COLLECT, PICKED_UP, order.draw().chance(0.7) ? 1 : 2, order.id());
    }

    void collectCargo(Order order) throws SQLException {
        Goods goods = order.goods();
        var volume = BigDecimal.valueOf(order.draw().between(1, 900), 4);
        update(COLLECT_CARGO, goods.id(), goods.name(), order.weight(), volume, order.weight(), volume, order.id());
    }

    void setStatus(Order order, int status) throws SQLException {
        update(SET_STATUS, status, order.id());
    }

    /** Loaded: the place is a text that is no id. */
    void leave(Order order) throws SQLException {
        update(MOVE, IN_TRANSIT, "IN_TRANSIT", order.id());
    }

    void arrive(Order order, Org org, int status) throws SQLException {
        update(MOVE, status, org.id(), order.id());
    }

    /** Fills the column that {@code add-columns-after} adds. */
    void setChannel(Order order, String channel) throws SQLException {
        update(SET_CHANNEL, channel, order.id());
    }

    void delete(Order order) throws SQLException {
        update(DELETE, order.id());
    }

    void deleteCargo(Order order) throws SQLException {
        update(DELETE_CARGO, order.id());
    }

    private void update(String sql, Object... values) throws SQLException {
        services.oms().update(sql, values);
    }

    private static String nearby(Org org, Order order) {
        return org.place().near(order.draw().random(), 0.03).text();
    }

    private static String addressId(Draw draw) {
        return String.valueOf(957_000_000_000_000_001L + draw.between(0, 99_999));
    }
}
