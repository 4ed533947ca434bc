package com.pinda.aggregation.query.couriertask;

import com.pinda.aggregation.query.page.Conditions;
import com.pinda.aggregation.query.page.Found;
import com.pinda.aggregation.query.page.Pages;
import com.pinda.aggregation.query.page.Root;
import org.springframework.stereotype.Repository;

/** The pickup and delivery tasks. */
@Repository
class CourierTasks {

    private static final Root<CourierTask> ROOT = new Root<>("agg_courier_task", CourierTask.class);

    private final Pages pages;

    CourierTasks(Pages pages) {
        this.pages = pages;
    }

    Found<CourierTask> find(CourierTaskQuery query) {
        var waybill = new Conditions().contained("r.waybill_ids", "$", query.transportOrderId());
        var conditions = new Conditions()
                .equal("r.task_type", query.taskType())
                .equal("r.status", query.status())
                .where("r.order_known", waybill)
                .contains("r.courier_name", query.courierName())
                .contains("r.sender_name", query.senderName())
                .equal("r.sender_province_id", query.senderProvinceId())
                .equal("r.sender_city_id", query.senderCityId())
                .contains("r.receiver_name", query.receiverName())
                .equal("r.receiver_province_id", query.receiverProvinceId())
                .equal("r.receiver_city_id", query.receiverCityId());
        return pages.find(ROOT, conditions, query);
    }

    Found<CourierTask> find(CourierQuery query) {
        var keyword = new Conditions()
                .contains("r.sender_name", query.keyword())
                .contains("r.sender_phone", query.keyword())
                .contained("r.waybill_ids", "$", query.keyword());
        var conditions = new Conditions()
                .equal("r.courier_id", query.courierId())
                .equal("r.status", query.status())
                .equal("r.task_type", query.taskType())
                .onDay("r.actual_end_time", query.date())
                .where("r.order_known", new Conditions().anyOf(keyword));
        return pages.find(ROOT, conditions, query);
    }
}
