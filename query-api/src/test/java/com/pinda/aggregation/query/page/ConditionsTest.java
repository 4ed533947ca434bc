package com.pinda.aggregation.query.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
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

        assertThat(where(conditions).text()).isEmpty();
        assertThat(where(conditions).values()).isEmpty();
    }

    @Test
    void wildcardsStandForThemselves() {
        var conditions = new Conditions().contains("r.id", "50%_\\!");

        assertThat(where(conditions).text()).isEqualTo(" WHERE (r.id COLLATE utf8mb4_general_ci LIKE ? ESCAPE '!')");
        assertThat(where(conditions).values()).containsExactly("%50!%!_\\!!%");
    }

    @Test
    void aDayEndsBeforeTheNextBegins() {
        var conditions = new Conditions().onDay("r.t", LocalDate.of(2026, 2, 28));

        assertThat(where(conditions).text()).isEqualTo(" WHERE (r.t >= ? AND r.t < ?)");
        assertThat(where(conditions).values())
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

        assertThat(where(conditions).text())
                .isEqualTo(" WHERE (r.a = ?) AND (r.b = ?) AND (r.known = 1) AND (r.city = ?)"
                        + " AND (((r.name COLLATE utf8mb4_general_ci LIKE ? ESCAPE '!') OR (EXISTS (SELECT /*+ NO_SEMIJOIN() */ 1 FROM"
                        + " JSON_TABLE(r.list, '$[*]' COLUMNS (text VARCHAR(255) PATH '$.phone')) e"
                        + " WHERE (e.text COLLATE utf8mb4_general_ci LIKE ? ESCAPE '!')))))"
                        + " AND (r.c = ?)");
        assertThat(where(conditions).values()).containsExactly(1, 2, "3", "%4%", "%5%", 6);
    }

    @Test
    void whatIsHiddenIsFoundWholeOnly() {
        var any = new Conditions()
                .contains("r.id", "1")
                .contains("r.name", "2")
                .contained("r.jobs", "$.driver_name", "3")
                .contained("r.ids", "$", "4");

        var where = new Conditions().anyOf(any).where(List.of("name", "jobs.driver_name", "ids")::contains);

        assertThat(where.text())
                .isEqualTo(" WHERE (((r.id COLLATE utf8mb4_general_ci LIKE ? ESCAPE '!')"
                        + " OR (r.name COLLATE utf8mb4_general_ci = ?)"
                        + " OR (EXISTS (SELECT /*+ NO_SEMIJOIN() */ 1 FROM JSON_TABLE(r.jobs, '$[*]' COLUMNS (text VARCHAR(255)"
                        + " PATH '$.driver_name')) e WHERE (e.text COLLATE utf8mb4_general_ci = ?)))"
                        + " OR (EXISTS (SELECT /*+ NO_SEMIJOIN() */ 1 FROM JSON_TABLE(r.ids, '$[*]' COLUMNS (text VARCHAR(255)"
                        + " PATH '$')) e WHERE (e.text COLLATE utf8mb4_general_ci = ?)))))");
        assertThat(where.values()).containsExactly("%1%", "2", "3", "4");
    }

    private static Conditions.Bound where(Conditions conditions) {
        return conditions.where(path -> false);
    }
}
