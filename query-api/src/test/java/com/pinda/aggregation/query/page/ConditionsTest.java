package com.pinda.aggregation.query.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.LocalDateTime;
import org.junit.jupiter.api.Test;

class ConditionsTest {

    @Test
    void withoutFiltersThereIsNoWhere() {
        var conditions = new Conditions()
                .equal("r.status", null)
                .equal("r.driver_id", "")
                .contains("r.id", null)
                .contains("r.id", "")
                .onDay("r.create_time", null)
                .contained("r.list", "$", "")
                .anyOf(new Conditions())
                .where("r.known", new Conditions());

        assertThat(conditions.where()).isEmpty();
        assertThat(conditions.values()).isEmpty();
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
        var any = new Conditions().contains("r.name", "4").contained("r.list", "$.phone", "5");

        var conditions = new Conditions()
                .equal("r.a", 1)
                .equal("r.b", 2)
                .where("r.known", new Conditions().equal("r.city", "3").anyOf(any))
                .equal("r.c", 6);

        assertThat(conditions.where())
                .isEqualTo(" WHERE (r.a = ?) AND (r.b = ?) AND (r.known = 1) AND (r.city = ?)"
                        + " AND (((r.name COLLATE utf8mb4_general_ci LIKE ? ESCAPE '!') OR (EXISTS (SELECT 1 FROM"
                        + " JSON_TABLE(r.list, '$[*]' COLUMNS (text VARCHAR(255) PATH '$.phone')) e"
                        + " WHERE (e.text COLLATE utf8mb4_general_ci LIKE ? ESCAPE '!')))))"
                        + " AND (r.c = ?)");
        assertThat(conditions.values()).containsExactly(1, 2, "3", "%4%", "%5%", 6);
    }
}
