package com.pinda.aggregation.query.waybill;

import com.pinda.aggregation.query.page.Conditions;
import com.pinda.aggregation.query.page.Found;
import com.pinda.aggregation.query.page.Pages;
import com.pinda.aggregation.query.page.Root;
import org.springframework.stereotype.Repository;

/** The waybills. */
@Repository
class Waybills {

    private static final Root<Waybill> ROOT = new Root<>("agg_waybill", Waybill.class);

    private final Pages pages;

    Waybills(Pages pages) {
        this.pages = pages;
    }

    Found<Waybill> find(WaybillQuery query) {
        var conditions = new Conditions()
                .contains("r.id", query.id())
                .equal("r.status", query.status())
                .contains("r.sender_name", query.senderName())
                .contains("r.sender_phone", query.senderPhone())
                .equal("r.sender_province_id", query.senderProvinceId())
                .equal("r.sender_city_id", query.senderCityId())
                .equal("r.sender_county_id", query.senderCountyId())
                .contains("r.receiver_name", query.receiverName())
                .contains("r.receiver_phone", query.receiverPhone())
                .equal("r.receiver_province_id", query.receiverProvinceId())
                .equal("r.receiver_city_id", query.receiverCityId())
                .equal("r.receiver_county_id", query.receiverCountyId());
        return pages.find(ROOT, conditions, query);
    }
}
