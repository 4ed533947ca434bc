package com.pinda.aggregation.query.waybill;

import com.pinda.aggregation.query.order.Orders;
import com.pinda.aggregation.query.page.Conditions;
import com.pinda.aggregation.query.page.Found;
import com.pinda.aggregation.query.page.Pages;
import com.pinda.aggregation.query.page.Root;
import org.springframework.stereotype.Repository;

/** The waybills. */
@Repository
class Waybills {

    private static final Root<Waybill> ROOT = new Root<>("pd_transport_order", """
            SELECT r.id, r.order_id, r.status, r.scheduling_status, r.create_time
            FROM pd_transport_order r""", Waybill.class);

    private final Pages pages;

    Waybills(Pages pages) {
        this.pages = pages;
    }

    Found<Waybill> find(WaybillQuery query) {
        var order = new Conditions()
                .contains("o.sender_name", query.senderName())
                .contains("o.sender_phone", query.senderPhone())
                .equal("o.sender_province_id", query.senderProvinceId())
                .equal("o.sender_city_id", query.senderCityId())
                .equal("o.sender_county_id", query.senderCountyId())
                .contains("o.receiver_name", query.receiverName())
                .contains("o.receiver_phone", query.receiverPhone())
                .equal("o.receiver_province_id", query.receiverProvinceId())
                .equal("o.receiver_city_id", query.receiverCityId())
                .equal("o.receiver_county_id", query.receiverCountyId());
        var conditions = new Conditions()
                .contains("r.id", query.id())
                .equal("r.status", query.status())
                .exists(Orders.OF_ROW, order);
        return pages.find(ROOT, conditions, query);
    }
}
