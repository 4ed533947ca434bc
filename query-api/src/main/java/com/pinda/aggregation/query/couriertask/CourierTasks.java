package com.pinda.aggregation.query.couriertask;

import com.pinda.aggregation.query.order.Orders;
import com.pinda.aggregation.query.page.Conditions;
import com.pinda.aggregation.query.page.Found;
import com.pinda.aggregation.query.page.Join;
import com.pinda.aggregation.query.page.Pages;
import com.pinda.aggregation.query.page.Root;
import com.pinda.aggregation.query.user.Users;
import java.util.Set;
import org.springframework.stereotype.Repository;

/** The pickup and delivery tasks. */
@Repository
class CourierTasks {

    private static final Root<CourierTask> ROOT = new Root<>("pd_task_pickup_dispatch", """
            SELECT r.id, r.order_id, r.task_type, r.status, r.sign_status, r.agency_id, r.courier_id,
                   r.estimated_start_time, r.actual_start_time, r.estimated_end_time, r.actual_end_time,
                   r.confirm_time, r.cancel_time, r.assigned_status, r.mark, r.create_time
            FROM pd_task_pickup_dispatch r""", CourierTask.class);

    /** Not within the order's conditions: by itself the server can begin with the few waybills that match. */
    private static final Join WAYBILL_OF_ROW = new Join(Set.of("pd_transport_order", "pd_order"), """
            SELECT 1 FROM pd_transport_order w JOIN pd_order o ON o.id = w.order_id
            WHERE w.order_id = r.order_id""");

    /** An order may have more than one. */
    private static final Join WAYBILL_OF_ORDER =
            Join.to("pd_transport_order", "SELECT 1 FROM pd_transport_order w WHERE w.order_id = o.id");

    private final Pages pages;

    CourierTasks(Pages pages) {
        this.pages = pages;
    }

    Found<CourierTask> find(CourierTaskQuery query) {
        var order = new Conditions()
                .contains("o.sender_name", query.senderName())
                .equal("o.sender_province_id", query.senderProvinceId())
                .equal("o.sender_city_id", query.senderCityId())
                .contains("o.receiver_name", query.receiverName())
                .equal("o.receiver_province_id", query.receiverProvinceId())
                .equal("o.receiver_city_id", query.receiverCityId());
        var conditions = new Conditions()
                .equal("r.task_type", query.taskType())
                .equal("r.status", query.status())
                .exists(Orders.OF_ROW, order)
                .exists(WAYBILL_OF_ROW, new Conditions().contains("w.id", query.transportOrderId()))
                .and(Users.named("r.courier_id", query.courierName()));
        return pages.find(ROOT, conditions, query);
    }

    Found<CourierTask> find(CourierQuery query) {
        var keyword = new Conditions()
                .contains("o.sender_name", query.keyword())
                .contains("o.sender_phone", query.keyword())
                .exists(WAYBILL_OF_ORDER, new Conditions().contains("w.id", query.keyword()));
        var conditions = new Conditions()
                .equal("r.courier_id", query.courierId())
                .equal("r.status", query.status())
                .equal("r.task_type", query.taskType())
                .onDay("r.actual_end_time", query.date())
                .exists(Orders.OF_ROW, new Conditions().anyOf(keyword));
        return pages.find(ROOT, conditions, query);
    }
}
