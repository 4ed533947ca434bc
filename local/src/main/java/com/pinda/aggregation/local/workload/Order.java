package com.pinda.aggregation.local.workload;

import com.pinda.aggregation.local.tms.Person;
import com.pinda.aggregation.local.workload.Network.Courier;
import com.pinda.aggregation.local.workload.Network.Goods;
import com.pinda.aggregation.local.workload.Network.Org;
import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/** One order on its way: what was ordered, and the rows and the place that it has reached. */
final class Order {

    private final String id;
    private final Draw draw;
    private final boolean doorPickup;
    private final Org from;
    private final Org to;
    private final Courier courier;
    private final Goods goods;
    private final Person receiver;
    private Person sender;
    private BigDecimal weight;
    private Org at;
    private @Nullable String pickupTask;
    private @Nullable String waybill;
    private @Nullable String deliveryTask;
    private boolean inStock;

    Order(
            String id,
            Draw draw,
            boolean doorPickup,
            Way way,
            Courier courier,
            Goods goods,
            Person sender,
            Person receiver) {
        this.id = id;
        this.draw = draw;
        this.doorPickup = doorPickup;
        this.from = way.from();
        this.to = way.to();
        this.at = way.from();
        this.courier = courier;
        this.goods = goods;
        this.sender = sender;
        this.receiver = receiver;
        this.weight = drawWeight();
    }

    String id() {
        return id;
    }

    /** The draws of this order alone, so that nothing else moves when it draws once more. */
    Draw draw() {
        return draw;
    }

    boolean doorPickup() {
        return doorPickup;
    }

    Org from() {
        return from;
    }

    Org to() {
        return to;
    }

    boolean sameCity() {
        return from.city() == to.city();
    }

    /** Who collects the order. */
    Courier courier() {
        return courier;
    }

    Goods goods() {
        return goods;
    }

    Person receiver() {
        return receiver;
    }

    Person sender() {
        return sender;
    }

    void movedTo(Person newSender) {
        this.sender = newSender;
    }

    BigDecimal weight() {
        return weight;
    }

    /** The courier's scales show something else than the customer said. */
    void weighAgain() {
        this.weight = drawWeight();
    }

    /** Kilometres, with the six decimals of the column. */
    BigDecimal distance() {
        return BigDecimal.valueOf(from.place().kilometresTo(to.place())).setScale(6, RoundingMode.HALF_UP);
    }

    /** Where the parcel is, or was last. */
    Org at() {
        return at;
    }

    boolean hasArrived() {
        return at.equals(to);
    }

    void arrivedAt(Org org) {
        this.at = org;
        this.inStock = false;
    }

    /** Whether the order was handed in at its first outlet and not planned yet. */
    boolean inStock() {
        return inStock;
    }

    void handedIn() {
        this.inStock = true;
    }

    void planned() {
        this.inStock = false;
    }

    /** The open pickup task; null where the placing died before it. */
    @Nullable String pickupTask() {
        return pickupTask;
    }

    void pickupTask(String task) {
        this.pickupTask = task;
    }

    /** Null before the order is collected. */
    @Nullable String waybill() {
        return waybill;
    }

    void waybill(String number) {
        this.waybill = number;
    }

    /** Null before the parcel is at its last outlet. */
    @Nullable String deliveryTask() {
        return deliveryTask;
    }

    void deliveryTask(String task) {
        this.deliveryTask = task;
    }

    private BigDecimal drawWeight() {
        return BigDecimal.valueOf(draw.between(1, draw.chance(0.8) ? 50 : 400), 1);
    }

    /** From the sender's outlet to the receiver's. */
    record Way(Org from, Org to) {}
}
