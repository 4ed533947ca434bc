package com.pinda.aggregation.query.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.pinda.aggregation.schema.Sensitivity;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SensitiveTest {

    private static final Sensitive VIEW = Sensitive.of(
            Map.ofEntries(
                    Map.entry("id", List.of("pd_order.id")),
                    Map.entry("sender_phone", List.of("pd_order.sender_phone")),
                    Map.entry("sender_name", List.of("pd_order.sender_name")),
                    Map.entry("sender_address", List.of("pd_order.sender_address")),
                    Map.entry("contact", List.of("pd_order.sender_name", "pd_order.sender_phone")),
                    Map.entry("title", List.of("pd_order.id", "pd_order.sender_name")),
                    Map.entry("code", List.of("pd_order.pickup_code")),
                    Map.entry("note", List.of("pd_order.sender_name", "pd_order.pickup_code")),
                    Map.entry("card", List.of("pd_order.card_no")),
                    Map.entry("org_name", List.of("pd_core_org.name")),
                    Map.entry("legs.driver_name", List.of("pd_auth_user.name")),
                    Map.entry("legs.id", List.of("pd_leg.id"))),
            Map.of(
                    "pd_order.sender_phone", Sensitivity.PERSONAL,
                    "pd_order.sender_name", Sensitivity.PERSONAL,
                    "pd_order.sender_address", Sensitivity.PERSONAL,
                    "pd_order.card_no", Sensitivity.PERSONAL,
                    "pd_order.pickup_code", Sensitivity.SECRET,
                    "pd_auth_user.name", Sensitivity.PERSONAL));

    @ParameterizedTest
    @CsvSource({
        "id, 723274170368004096, 723274170368004096",
        "sender_phone, 13812345678, 138****5678",
        "sender_phone, +86 138-1234-5678, 861****5678",
        "sender_phone, 12345, ***",
        "sender_name, 张三丰, 张**",
        "sender_name, 张, **",
        "sender_address, 滨江道123号4栋1956室, 滨江道123***",
        "sender_address, 滨江道, ***",
        "contact, 张三 13812345678, ***",
        "title, 7 张三, 7**",
        "card, 6222, ***",
        "code, 4711, ***",
        "note, 张三 4711, ***",
        "org_name, 江苏省, 江苏省",
        "legs.driver_name, 李四, 李**",
        "legs.id, 9, 9",
        "legs, '[{\"driver_name\":\"李四\"}]', ***",
        "legs.unknown, 李四, ***",
        "other, 李四, ***"
    })
    void whatIsPersonalIsMaskedByWhatItIs(String path, String value, String shown) {
        assertThat(VIEW.masked(path, value)).isEqualTo(shown);
    }

    @Test
    void secretsAreShownToNobody() {
        assertThat(VIEW.withoutSecrets("code", "4711")).isEqualTo("***");
        assertThat(VIEW.withoutSecrets("note", "张三 4711")).isEqualTo("***");
        assertThat(VIEW.withoutSecrets("sender_name", "张三")).isEqualTo("张三");
        assertThat(VIEW.withoutSecrets("other", "张三")).isEqualTo("张三");
    }

    @Test
    void nothingIsNothing() {
        assertThat(VIEW.masked("sender_name", null)).isNull();
        assertThat(VIEW.withoutSecrets("code", null)).isNull();
    }

    @Test
    void whereNothingIsKnownAllIsMasked() {
        assertThat(Sensitive.UNKNOWN.masked("id", "7")).isEqualTo("***");
        assertThat(Sensitive.UNKNOWN.withoutSecrets("id", "7")).isEqualTo("7");
    }
}
