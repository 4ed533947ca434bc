package com.pinda.aggregation.bench.views;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Pages of the query-api, asked for at a steady rate, whether or not earlier ones were answered: what one takes counts
 * from when it was due, not from when it could be sent.
 */
final class Pages {

    private static final int DEEP_STEPS = 100;
    private static final Pattern NEXT = Pattern.compile("\"next\":\"([^\"]+)\"");

    /** Of each list the filters that an index has, as {@code filter=column}. */
    private static final Map<String, List<String>> LISTS = lists();

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .executor(Executors.newFixedThreadPool(2, Pages::daemon))
            .build();
    private final URI base;
    private final Connection database;

    Pages(URI base, Connection database) {
        this.base = base;
        this.database = database;
    }

    private static Map<String, List<String>> lists() {
        var lists = new LinkedHashMap<String, List<String>>();
        lists.put(
                "waybills agg_waybill",
                List.of(
                        "status=status",
                        "schedulingStatus=scheduling_status",
                        "orderId=order_id",
                        "orderStatus=order_status",
                        "senderName=sender_name",
                        "senderPhone=sender_phone",
                        "senderProvinceId=sender_province_id",
                        "senderCityId=sender_city_id",
                        "senderCountyId=sender_county_id",
                        "receiverName=receiver_name",
                        "receiverPhone=receiver_phone",
                        "receiverProvinceId=receiver_province_id",
                        "receiverCityId=receiver_city_id",
                        "receiverCountyId=receiver_county_id",
                        "from=create_time",
                        "to=create_time"));
        lists.put(
                "orders agg_order",
                List.of(
                        "memberId=member_id",
                        "status=status",
                        "group=customer_group",
                        "paymentStatus=payment_status",
                        "waybillId=waybill_id",
                        "senderPhone=sender_phone",
                        "receiverPhone=receiver_phone",
                        "senderCountyId=sender_county_id",
                        "receiverCountyId=receiver_county_id",
                        "from=create_time"));
        lists.put(
                "courier-tasks agg_courier_task",
                List.of(
                        "courierId=courier_id",
                        "courierName=courier_name",
                        "status=status",
                        "signStatus=sign_status",
                        "assignedStatus=assigned_status",
                        "agencyId=agency_id",
                        "orderId=order_id",
                        "waybillId=waybill_id",
                        "from=create_time"));
        lists.put(
                "transport-tasks agg_transport_task",
                List.of(
                        "status=status",
                        "assignedStatus=assigned_status",
                        "truckId=truck_id",
                        "licensePlate=license_plate",
                        "driverId=driver_id",
                        "startAgencyId=start_agency_id",
                        "endAgencyId=end_agency_id",
                        "from=create_time"));
        lists.put(
                "driver-jobs agg_driver_job",
                List.of(
                        "driverId=driver_id",
                        "status=status",
                        "taskTransportId=task_transport_id",
                        "startAgencyId=start_agency_id",
                        "endAgencyId=end_agency_id",
                        "from=create_time"));
        return Collections.unmodifiableMap(lists);
    }

    private static Thread daemon(Runnable work) {
        var thread = new Thread(work, "pages");
        thread.setDaemon(true);
        return thread;
    }

    /** What a list is asked for. */
    record Asked(String what, String path) {}

    /** Whether there are lists to ask for. */
    boolean areServed() {
        return get("/api/v1/waybills?limit=1").isPresent();
    }

    /** The first page of 20 of each list without a filter, and by each filter with its most frequent value. */
    List<Asked> first() throws SQLException {
        var asked = new ArrayList<Asked>();
        for (var list : LISTS.entrySet()) {
            var names = list.getKey().split(" ", 2);
            var path = "/api/v1/" + names[0] + "?limit=20";
            asked.add(new Asked(names[0], path));
            for (var filter : list.getValue()) {
                var parts = filter.split("=", 2);
                var value = frequent(names[1], parts[1]);
                if (value.isPresent()) {
                    asked.add(new Asked(
                            names[0] + " by " + parts[0],
                            path + "&" + parts[0] + "="
                                    + URLEncoder.encode(value.get().replace(' ', 'T'), StandardCharsets.UTF_8)));
                }
            }
        }
        return asked;
    }

    private Optional<String> frequent(String view, String column) throws SQLException {
        var sql =
                "SELECT CAST(%1$s AS CHAR) FROM pd_aggregation.%2$s WHERE %1$s IS NOT NULL GROUP BY %1$s ORDER BY COUNT(*) DESC LIMIT 1"
                        .formatted(column, view);
        try (var statement = database.createStatement();
                var rows = statement.executeQuery(sql)) {
            return rows.next() ? Optional.ofNullable(rows.getString(1)) : Optional.empty();
        }
    }

    /**
     * The same lists far behind their beginning: as far as {@value #DEEP_STEPS} pages of 100 go, or the last but one.
     */
    List<Asked> deep(List<Asked> first) {
        var deep = new ArrayList<Asked>();
        for (var asked : first) {
            var last = "";
            var next = cursor(asked.path().replace("limit=20", "limit=100") + "&fields=id");
            for (int step = 1; step < DEEP_STEPS && next.isPresent(); step++) {
                last = next.get();
                next = cursor(asked.path().replace("limit=20", "limit=100") + "&fields=id&cursor=" + last);
            }
            if (!last.isEmpty()) {
                deep.add(new Asked(asked.what() + ", deep", asked.path() + "&cursor=" + last));
            }
        }
        return deep;
    }

    private Optional<String> cursor(String path) {
        return get(path).map(NEXT::matcher).filter(Matcher::find).map(matcher -> matcher.group(1));
    }

    /** Single rows. */
    List<Asked> rows(Parcels parcels) {
        var asked = new ArrayList<Asked>();
        for (int i = 1; i <= parcels.orders(); i += Math.max(1, parcels.orders() / 500)) {
            asked.add(new Asked("a waybill", "/api/v1/waybills/" + Parcels.waybill(i)));
            asked.add(new Asked("an order", "/api/v1/orders/" + Parcels.order(i)));
        }
        return asked;
    }

    private Optional<String> get(String path) {
        var request = HttpRequest.newBuilder(base.resolve(path))
                .timeout(Duration.ofSeconds(30))
                .build();
        return http.sendAsync(request, BodyHandlers.ofString())
                .thenApply(answer -> answer.statusCode() == 200 ? Optional.of(answer.body()) : Optional.<String>empty())
                .join();
    }

    /** Asks in turns, one after another. */
    void warmUp(List<Asked> asked, int requests) {
        for (int i = 0; i < requests; i++) {
            var unused = get(asked.get(i % asked.size()).path());
        }
    }

    /** What was measured; {@code failed} were not answered with 200. */
    record Answers(Map<String, Percentiles> byKind, Percentiles all, int failed, double perSecond) {

        /** The three kinds with the highest 99th percentile. */
        String slowest() {
            return byKind.entrySet().stream()
                    .sorted((one, other) -> Double.compare(
                            other.getValue().at(0.99), one.getValue().at(0.99)))
                    .limit(3)
                    .map(kind -> kind.getKey() + " " + kind.getValue().text())
                    .collect(Collectors.joining("; "));
        }
    }

    private record Answer(String what, long nanos, boolean good) {}

    /** Asks in turns, so many a second for so long. */
    Answers ask(List<Asked> asked, int perSecond, int seconds) {
        var total = perSecond * seconds;
        var answers = new ArrayList<CompletableFuture<Answer>>(total);
        var start = System.nanoTime();
        for (int i = 0; i < total; i++) {
            var due = start + i * 1_000_000_000L / perSecond;
            for (long wait = due - System.nanoTime(); wait > 0; wait = due - System.nanoTime()) {
                LockSupport.parkNanos(wait);
            }
            var page = asked.get(i % asked.size());
            var request = HttpRequest.newBuilder(base.resolve(page.path()))
                    .timeout(Duration.ofSeconds(60))
                    .build();
            answers.add(http.sendAsync(request, BodyHandlers.ofByteArray())
                    .handle((answer, thrown) -> new Answer(
                            page.what(), System.nanoTime() - due, thrown == null && answer.statusCode() == 200)));
        }
        var all = answers.stream().map(CompletableFuture::join).toList();
        var took = (System.nanoTime() - start) / 1e9;
        var byKind = all.stream()
                .collect(Collectors.groupingBy(
                        Answer::what,
                        Collectors.collectingAndThen(
                                Collectors.mapping(Answer::nanos, Collectors.toList()), Percentiles::ofNanos)));
        return new Answers(
                byKind,
                Percentiles.ofNanos(all.stream().map(Answer::nanos).toList()),
                (int) all.stream().filter(answer -> !answer.good()).count(),
                all.size() / took);
    }
}
