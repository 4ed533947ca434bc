package com.pinda.aggregation.local.workload;

import java.util.Map;

/**
 * What the workload does. The same settings on the same data give the same rows, however fast it runs, but for the one
 * column that {@link Anomalies#serverSetsPickupTime} leaves to the server: {@code rate} is the only setting that does
 * not shape the data. Each knob also has a name, its component in kebab case ({@code door-pickup}), for
 * {@link #with(String, String)}. A share is a probability from 0 to 1.
 *
 * @param seed what every draw begins from
 * @param orders how many orders to place; all of them run to their end. 0 goes on until it is stopped
 * @param rate orders placed a second of wall time; 0 is as fast as the server takes them. The events between two orders
 *     follow at once, and so do those after the last order
 * @param ordersPerDay orders placed a simulated day, with peaks at 09-11 and 16-20 h. Fewer orders a day mean a faster
 *     simulated clock at the same {@code rate}: at 10 a second and 1000 a day, a day takes 100 seconds and the life of
 *     an order (6 to 72 hours) 25 to 300
 * @param processEpochIds business ids count from the start of each service, which is restarted once a simulated day, as
 *     in the original: short numbers, not in the order of time, the same ones in different tables. Otherwise they are
 *     numbers of 18 digits that grow
 * @param mix what kinds of orders there are
 * @param anomalies what goes wrong, and the oddities of the original
 * @param noise writes that no copy needs
 * @param incidents rare events of the database itself, off by default
 */
public record WorkloadSettings(
        long seed,
        long orders,
        double rate,
        int ordersPerDay,
        boolean processEpochIds,
        OrderMix mix,
        Anomalies anomalies,
        Noise noise,
        Incidents incidents) {

    /** Checks the ranges. */
    public WorkloadSettings {
        atLeast("orders", orders, 0);
        atLeast("rate", rate, 0);
        atLeast("orders-per-day", ordersPerDay, 1);
    }

    /** The defaults named at each component. */
    public static WorkloadSettings defaults() {
        return new WorkloadSettings(
                1, 0, 10, 1000, false, OrderMix.defaults(), Anomalies.defaults(), Noise.defaults(), Incidents.none());
    }

    /** The defaults without a single anomaly, noise or incident: each row change belongs to the life of an order. */
    public static WorkloadSettings clean() {
        return defaults().with(Anomalies.none()).with(Noise.none());
    }

    /**
     * These settings with one knob turned.
     *
     * @param knob its name, such as {@code door-pickup}; {@link #knobs()} lists them
     * @param value as text
     * @throws IllegalArgumentException if there is no such knob, or the value is not allowed
     */
    public WorkloadSettings with(String knob, String value) {
        return Knobs.turn(this, knob, value);
    }

    /** These settings with several knobs turned. */
    public WorkloadSettings with(Map<String, String> knobs) {
        var settings = this;
        for (var knob : knobs.entrySet()) {
            settings = settings.with(knob.getKey(), knob.getValue());
        }
        return settings;
    }

    /** These settings with other kinds of orders. */
    public WorkloadSettings with(OrderMix other) {
        return new WorkloadSettings(
                seed, orders, rate, ordersPerDay, processEpochIds, other, anomalies, noise, incidents);
    }

    /** These settings with other anomalies. */
    public WorkloadSettings with(Anomalies other) {
        return new WorkloadSettings(seed, orders, rate, ordersPerDay, processEpochIds, mix, other, noise, incidents);
    }

    /** These settings with other noise. */
    public WorkloadSettings with(Noise other) {
        return new WorkloadSettings(
                seed, orders, rate, ordersPerDay, processEpochIds, mix, anomalies, other, incidents);
    }

    /** These settings with other incidents. */
    public WorkloadSettings with(Incidents other) {
        return new WorkloadSettings(seed, orders, rate, ordersPerDay, processEpochIds, mix, anomalies, noise, other);
    }

    /** These settings with another seed. */
    public WorkloadSettings withSeed(long other) {
        return new WorkloadSettings(
                other, orders, rate, ordersPerDay, processEpochIds, mix, anomalies, noise, incidents);
    }

    /** These settings with another number of orders. */
    public WorkloadSettings withOrders(long other) {
        return new WorkloadSettings(seed, other, rate, ordersPerDay, processEpochIds, mix, anomalies, noise, incidents);
    }

    /** These settings with another rate. */
    public WorkloadSettings withRate(double other) {
        return new WorkloadSettings(
                seed, orders, other, ordersPerDay, processEpochIds, mix, anomalies, noise, incidents);
    }

    /** The name of every knob with its value, in the order of the components. */
    public Map<String, String> knobs() {
        return Knobs.of(this);
    }

    /**
     * What kinds of orders there are.
     *
     * @param doorPickup share fetched by a courier (0.8); the others are brought to the outlet
     * @param sameCity share that stays in its city (0.3): one or two legs instead of three to five
     * @param paidEarly share paid before pickup (0.6)
     * @param edited share edited before pickup (0.05); an edit resets the creation time
     * @param addressChanged share whose sender address is edited too (0.02): a second pickup task
     * @param cancelled share cancelled before pickup (0.05); half of them lose their location row
     * @param refused share refused at the door (0.02)
     * @param waybillsPerSmallTruck most waybills of one run from or to an outlet (20)
     * @param waybillsPerLineHaul most waybills of one run between first-level hubs (500); other runs take the geometric
     *     mean of both
     */
    public record OrderMix(
            double doorPickup,
            double sameCity,
            double paidEarly,
            double edited,
            double addressChanged,
            double cancelled,
            double refused,
            int waybillsPerSmallTruck,
            int waybillsPerLineHaul) {

        /** Checks the ranges. */
        public OrderMix {
            share("door-pickup", doorPickup);
            share("same-city", sameCity);
            share("paid-early", paidEarly);
            share("edited", edited);
            share("address-changed", addressChanged);
            share("cancelled", cancelled);
            share("refused", refused);
            atLeast("waybills-per-small-truck", waybillsPerSmallTruck, 1);
            atLeast("waybills-per-line-haul", waybillsPerLineHaul, waybillsPerSmallTruck);
        }

        /** The values in brackets. */
        public static OrderMix defaults() {
            return new OrderMix(0.8, 0.3, 0.6, 0.05, 0.02, 0.05, 0.02, 20, 500);
        }
    }

    /**
     * What goes wrong, and the oddities of the original.
     *
     * @param driverReassigned share of transport tasks whose driver changes (0.01): the old job stays with status 3
     * @param manualFirst share of transport tasks that wait for a human first (0.1): assigned 3, later 2
     * @param legPlannedTwice share of later legs that a second dispatch run plans again (0.005): a second task and link
     * @param twoWaybills share of orders with two waybills (0.001)
     * @param rolledBack share of placed orders that vanish again by compensating deletes (0.01); they come on top of
     *     {@code orders}
     * @param stepDies share of steps whose process dies in the middle (0.001): the rest never happens
     * @param unknownStatus share of finished orders that get a status outside the list (0)
     * @param rootDeleted share of finished orders that lose a root row (0): the order, its waybill or its pickup task
     * @param keyChanged share of finished orders whose waybill gets another id (0)
     * @param emoji share of people with characters of four bytes in name and address (0)
     * @param serverSetsPickupTime whether {@code pd_task_transport.actual_pick_up_goods_time} is left to the server's
     *     ON UPDATE CURRENT_TIMESTAMP (true): it is the wall time of the last update then, other at each run. Else the
     *     statements set it to the simulated time at each of these updates
     */
    public record Anomalies(
            double driverReassigned,
            double manualFirst,
            double legPlannedTwice,
            double twoWaybills,
            double rolledBack,
            double stepDies,
            double unknownStatus,
            double rootDeleted,
            double keyChanged,
            double emoji,
            boolean serverSetsPickupTime) {

        /** Checks the ranges. */
        public Anomalies {
            share("driver-reassigned", driverReassigned);
            share("manual-first", manualFirst);
            share("leg-planned-twice", legPlannedTwice);
            share("two-waybills", twoWaybills);
            share("rolled-back", rolledBack);
            share("step-dies", stepDies);
            share("unknown-status", unknownStatus);
            share("root-deleted", rootDeleted);
            share("key-changed", keyChanged);
            share("emoji", emoji);
        }

        /** The values in brackets. */
        public static Anomalies defaults() {
            return new Anomalies(0.01, 0.1, 0.005, 0.001, 0.01, 0.001, 0, 0, 0, 0, true);
        }

        /** Nothing goes wrong. */
        public static Anomalies none() {
            return new Anomalies(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, false);
        }

        /** Everything happens often enough to be seen in a few hundred orders. */
        public static Anomalies many() {
            return new Anomalies(0.1, 0.2, 0.1, 0.03, 0.05, 0.02, 0.05, 0.05, 0.05, 0.2, true);
        }
    }

    /**
     * Writes that no copy needs.
     *
     * @param loginsPerOrder updates of {@code pd_auth_user.last_login_time} for each order (2)
     * @param undoLog whether placing an order writes and deletes {@code undo_log} rows (true)
     * @param quartzPerOrder check-ins of the dispatch scheduler for each order (0.5)
     * @param dimensionEditEvery one edit of a user, organisation, truck or line every so many orders (600, which is one
     *     a minute at 10 a second; 0 is never)
     * @param bulkEditEvery every so many of these edits renames a hub or gives an outlet another parent (20)
     */
    public record Noise(
            double loginsPerOrder, boolean undoLog, double quartzPerOrder, int dimensionEditEvery, int bulkEditEvery) {

        /** Checks the ranges. */
        public Noise {
            atLeast("logins-per-order", loginsPerOrder, 0);
            atLeast("quartz-per-order", quartzPerOrder, 0);
            atLeast("dimension-edit-every", dimensionEditEvery, 0);
            atLeast("bulk-edit-every", bulkEditEvery, 1);
        }

        /** The values in brackets. */
        public static Noise defaults() {
            return new Noise(2, true, 0.5, 600, 20);
        }

        /** No noise. */
        public static Noise none() {
            return new Noise(0, false, 0, 0, 20);
        }
    }

    /**
     * Rare events of the database itself. Each happens once, when so many orders were placed; 0 is never.
     *
     * @param addColumnsAfter {@code ALTER TABLE … ADD COLUMN} on {@code pd_order} and {@code pd_truck}; from then on
     *     orders fill the one and heartbeats the others
     * @param largeTransactionAfter one transaction that inserts {@code largeTransactionRows} towns into {@code pd_area}
     * @param largeTransactionRows its size (50000)
     * @param truncateAfter {@code TRUNCATE TABLE pd_goods_type}; half of the rows come back
     * @param oddRowsAfter into each table a row with NULL everywhere nullable, and one with the longest and largest
     *     values
     */
    public record Incidents(
            long addColumnsAfter,
            long largeTransactionAfter,
            int largeTransactionRows,
            long truncateAfter,
            long oddRowsAfter) {

        /** Checks the ranges. */
        public Incidents {
            atLeast("add-columns-after", addColumnsAfter, 0);
            atLeast("large-transaction-after", largeTransactionAfter, 0);
            atLeast("large-transaction-rows", largeTransactionRows, 1);
            atLeast("truncate-after", truncateAfter, 0);
            atLeast("odd-rows-after", oddRowsAfter, 0);
        }

        /** No incident. */
        public static Incidents none() {
            return new Incidents(0, 0, 50_000, 0, 0);
        }
    }

    private static void share(String knob, double value) {
        if (!(value >= 0 && value <= 1)) {
            throw new IllegalArgumentException(knob + " must be a share from 0 to 1, not " + value);
        }
    }

    private static void atLeast(String knob, double value, double least) {
        if (!(value >= least)) {
            throw new IllegalArgumentException(knob + " must be at least " + (long) least + ", not " + value);
        }
    }

    private static void atLeast(String knob, long value, long least) {
        if (value < least) {
            throw new IllegalArgumentException(knob + " must be at least " + least + ", not " + value);
        }
    }
}
