package com.pinda.aggregation.query.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.LocalDateTime;
import org.junit.jupiter.api.Test;

class ConditionsTest {

    private static final Join ORDER = Join.to("pd_order", "SELECT 1 FROM pd_order o WHERE o.id = r.order_id");

    @Test
    void withoutFiltersThereIsNoWhere() {
        var conditions = new Conditions()
                .equal("r.status", null)
                .equal("r.driver_id", "")
                .contains("r.id", null)
                .contains("r.id", "")
                .onDay("r.create_time", null)
                .exists(ORDER, new Conditions().contains("o.name", ""))
                .anyOf(new Conditions())
                .and(new Conditions());

        assertThat(conditions.where()).isEmpty();
        assertThat(conditions.values()).isEmpty();
        assertThat(conditions.tables()).isEmpty();
    }

    @Test
    void wildcardsStandForThemselves() {
        var conditions = new Conditions().contains("r.id", "50%_\\!");

        assertThat(conditions.where()).isEqualTo(" WHERE (r.id COLLATE utf8mb4_general_ci LIKE ? ESCAPE '!')");
        assertThat(conditions.values()).containsExactly("%50!%!_\\!!%");
    }

    @Test
    void aDayEndsBeforeTheNextBegins() {
        var conditions = new Conditions().onDay("r.t", LocalDate.of(2026, 2, 28));

        assertThat(conditions.where()).isEqualTo(" WHERE (r.t >= ? AND r.t < ?)");
        assertThat(conditions.values())
                .containsExactly(LocalDateTime.of(2026, 2, 28, 0, 0), LocalDateTime.of(2026, 3, 1, 0, 0));
    }

    @Test
    void valuesAreInTheOrderOfTheirQuestionMarks() {
        var inner = new Conditions()
                .equal("o.city", "3")
                .anyOf(new Conditions().contains("o.name", "4").contains("o.phone", "5"));

        var conditions = new Conditions()
                .equal("r.a", 1)
                .equal("r.b", 2)
                .exists(ORDER, inner)
                .equal("r.c", 6);

        assertThat(conditions.where())
                .isEqualTo(
                        " WHERE (r.a = ?) AND (r.b = ?) AND (EXISTS (SELECT 1 FROM pd_order o WHERE o.id = r.order_id"
                                + " AND (o.city = ?) AND (((o.name COLLATE utf8mb4_general_ci LIKE ? ESCAPE '!')"
                                + " OR (o.phone COLLATE utf8mb4_general_ci LIKE ? ESCAPE '!')))))"
                                + " AND (r.c = ?)");
        assertThat(conditions.values()).containsExactly(1, 2, "3", "%4%", "%5%", 6);
        assertThat(conditions.tables()).containsExactly("pd_order");
    }
}
