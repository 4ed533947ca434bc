package com.pinda.aggregation.consumer.view.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FollowedSelectTest {

    private static List<String> routes(String select) {
        return FollowedSelect.of(select, List.of("id")).routes().stream()
                .map(route -> route.toString().replace("`", "") + " " + route.columns())
                .toList();
    }

    @Test
    void aParentLeadsToItsChildrenAndOnlyColumnsThatAreReadCount() {
        assertThat(routes("SELECT w.id AS id, o.s AS s FROM w LEFT JOIN o ON o.id = w.order_id"))
                .containsExactly(
                        "w: ?.id [id, order_id]",
                        "o: SELECT DISTINCT t1.id AS k0 FROM w t1 WHERE (t1.order_id) IN (?.id) [id, s]");
    }

    @Test
    void aPickedChildLeadsByItsOwnReferenceToo() {
        assertThat(routes("SELECT o.id AS id, p.s AS s FROM o LEFT JOIN p ON p.id = (SELECT q.id FROM p q"
                        + " WHERE q.order_id = o.id ORDER BY q.n DESC, q.id LIMIT 1)"))
                .containsExactly(
                        "o: ?.id [id]",
                        "p: SELECT DISTINCT t2.id AS k0 FROM p t1 INNER JOIN o t2 ON t2.id = t1.order_id"
                                + " WHERE (t1.id) IN (?.id) [id, s]",
                        "p: SELECT DISTINCT t1.id AS k0 FROM o t1 WHERE (t1.id) IN (?.order_id) [id, n, order_id]");
    }

    @Test
    void ofTwoEqualitiesTheOneIsTakenThatAnIndexCanHelpWith() {
        assertThat(routes("SELECT t.id AS id, u.name AS name FROM t LEFT JOIN u"
                        + " ON u.id = CAST(t.user_id AS UNSIGNED) AND CAST(u.id AS CHAR) = t.user_id"))
                .contains("u: SELECT DISTINCT t1.id AS k0 FROM t t1 WHERE (t1.user_id) IN (CAST(?.id AS CHAR))"
                        + " [id, name]");
    }

    @Test
    void theGreatestOfAGroupLeadsNowhereByItsValue() {
        // x that had the greatest n is found by d.k only: with its change another row is the greatest
        assertThat(routes("SELECT r.id AS id, d.top AS top FROM r"
                        + " LEFT JOIN (SELECT x.k AS k, MAX(x.n) AS top FROM x GROUP BY x.k) d ON d.k = r.id"))
                .contains("x: SELECT DISTINCT t1.id AS k0 FROM r t1 WHERE (t1.id) IN (?.k) [k, n]");
    }

    @Test
    void keysNarrowWhatIsReadFirst() {
        var select = FollowedSelect.of(
                "SELECT e.k AS id, e.day AS day, COUNT(*) AS c FROM (SELECT a.k AS k, DATE(a.at) AS day FROM a"
                        + " UNION ALL SELECT b.k, DATE(b.at) FROM b WHERE b.n = 1 OR b.n = 2) e GROUP BY e.k, e.day",
                List.of("id", "day"));

        var sql = select.keyed().of(List.of(List.of("'x'", "'9999-12-31'"), List.of("'y'", "'2026-01-01'")));

        assertThat(sql.replace("`", ""))
                .contains("FROM a WHERE a.k IN ('x','y') AND a.at >= '2026-01-01'"
                        + " AND a.at <= '9999-12-31 23:59:59.999999'"
                        + " AND (a.k, DATE(a.at)) IN (('x','9999-12-31'),('y','2026-01-01')) UNION ALL")
                .contains("FROM b WHERE (b.n = 1 OR b.n = 2) AND b.k IN ('x','y')");
    }

    @Test
    void eachValueTellsOfWhichColumnsItIsMadeAlsoWithinJson() {
        var select = FollowedSelect.of(
                "SELECT w.id AS id, CONCAT(o.first, ' ', o.last) AS name, d.most AS most,"
                        + " (SELECT CONCAT('[', GROUP_CONCAT(JSON_OBJECT('driver', u.name, 'n', j.n + 1)"
                        + " ORDER BY j.at SEPARATOR ','), ']') FROM j LEFT JOIN u ON u.id = j.driver_id"
                        + " WHERE j.w = w.id) AS jobs"
                        + " FROM w LEFT JOIN o ON o.id = w.order_id"
                        + " LEFT JOIN (SELECT x.k AS k, MAX(x.phone) AS most FROM x GROUP BY x.k) d ON d.k = w.id",
                List.of("id"));

        assertThat(select.origins())
                .isEqualTo(Map.of(
                        "id", Set.of("w.id"),
                        "name", Set.of("o.first", "o.last"),
                        "most", Set.of("x.phone"),
                        "jobs.driver", Set.of("u.name"),
                        "jobs.n", Set.of("j.n")));
    }

    @Test
    void aSelectIsWrittenOverOtherTables() {
        var select = FollowedSelect.of(
                "SELECT w.id AS id FROM w LEFT JOIN o x ON x.id = w.o AND EXISTS (SELECT 1 FROM o WHERE o.id = w.o)",
                List.of("id"));

        assertThat(select.over(table -> new FollowedSelect.Elsewhere("a.b", table)))
                .isEqualTo("SELECT w.id AS id FROM `a.b`.`w` w LEFT JOIN `a.b`.`o` x ON x.id = w.o"
                        + " AND EXISTS (SELECT 1 FROM `a.b`.`o` o WHERE o.id = w.o)");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            SELECT w.id AS id FROM w LEFT JOIN o ON o.n > w.n                            | its rows do not lead
            SELECT w.id AS id FROM w LEFT JOIN o ON o.id = w.o OR o.id = w.p             | its rows do not lead
            SELECT w.id AS id, (SELECT MAX(o.n) FROM o) AS m FROM w                      | its rows do not lead
            SELECT w.id AS id FROM w LEFT JOIN a ON a.n = 1 LEFT JOIN b ON b.id = w.b AND b.a = a.id | table a a: its rows do not lead
            SELECT w.id AS id FROM w WHERE w.a = (SELECT MAX(o.n) FROM o)                | its rows do not lead
            SELECT w.id AS id FROM w WHERE w.id NOT IN (SELECT o.w FROM o)               | NOT EXISTS
            SELECT w.id AS id, ROW_NUMBER() OVER (PARTITION BY w.a ORDER BY w.n) AS r FROM w | window functions
            SELECT w.id AS id FROM w LIMIT 3                                             | LIMIT of a view
            SELECT w.id AS id FROM w LEFT JOIN (SELECT o.w AS w FROM o ORDER BY o.n LIMIT 1) d ON d.w = w.id | LIMIT of a view or of a derived table
            SELECT w.id AS id, NOW() AS n FROM w                                         | NOW gives another value each time
            SELECT w.id AS id, CURRENT_TIMESTAMP AS n FROM w                             | gives another value each time
            SELECT w.id AS id, @x AS n FROM w                                            | gives another value each time
            SELECT * FROM w                                                              | name the columns
            SELECT w.* FROM w                                                            | name the columns
            SELECT id AS id FROM w                                                       | say which table's it is
            SELECT w.id AS id, w.n + 1 FROM w                                            | has no name
            SELECT w.id AS id, w.n AS ID FROM w                                          | two output columns
            SELECT w.id AS id, w.n AS _n FROM w                                          | the consumer's own
            SELECT w.a AS id, COUNT(*) AS c FROM w GROUP BY w.b                          | folded of several rows
            SELECT w.a AS id, COUNT(*) AS c FROM w GROUP BY w.a, w.b                     | grouped by its key
            SELECT w.n AS n FROM w                                                       | key column id is not among
            SELECT o.id AS id FROM w LEFT JOIN o ON o.w = w.id                           | the first of FROM
            SELECT w.id AS id FROM w RIGHT JOIN o ON o.w = w.id                          | LEFT JOIN … ON or INNER JOIN … ON
            SELECT w.id AS id FROM w, o                                                  | LEFT JOIN … ON or INNER JOIN … ON
            SELECT w.id AS id FROM w LEFT JOIN o USING (id)                              | LEFT JOIN … ON or INNER JOIN … ON
            SELECT w.id AS id FROM db.w                                                  | named without a database
            SELECT w.id AS id FROM w LEFT JOIN o w ON w.id = w.id                        | two tables have the alias
            SELECT w.id AS id FROM w LEFT JOIN o ON o.id = x.o                           | no table here is x
            WITH c AS (SELECT o.w AS w FROM o) SELECT w.id AS id FROM w                  | WITH is not followed
            SELECT w.id AS id FROM w UNION SELECT o.id FROM o                            | a view is one SELECT
            SELECT w.id AS id FROM w WHERE w.n >= ALL (SELECT o.n FROM o WHERE o.w = w.id) | an expression that is not followed
            SELECT w.id AS id, TRIM(LEADING '0' FROM w.no) AS no FROM w                  | an expression that is not followed, with w.no
            SELECT w.id AS id FROM w LEFT JOIN y ON y.id = w.b LEFT JOIN z ON z.id = COALESCE(y.k, 'none') | table z z: its rows do not lead
            SELECT w.id AS id FROM w LEFT JOIN b ON 0 = (SELECT COUNT(*) FROM x WHERE x.b = b.id AND x.w = w.id) | table b b: its rows do not lead
            SELECT w.id AS id FROM w LEFT JOIN b ON b.id = COALESCE((SELECT x.b FROM x WHERE x.w = w.id ORDER BY x.id LIMIT 1), w.b) | table b b: its rows do not lead
            SELECT w.id AS id, (SELECT GROUP_CONCAT(o.n) FROM o WHERE o.w = w.id) AS n FROM w | GROUP_CONCAT without ORDER BY
            SELECT w.id AS id, (SELECT o.n FROM o WHERE o.w = w.id LIMIT 1) AS n FROM w  | LIMIT without ORDER BY
            DELETE FROM w                                                                | a view is a SELECT
            SELECT w.id AS id FROM                                                       | cannot be parsed
            """)
    void whatCannotBeFollowedIsRefused(String select, String reason) {
        assertThatThrownBy(() -> FollowedSelect.of(select, List.of("id")))
                .isInstanceOf(UnfollowableException.class)
                .hasMessageContaining(reason);
    }
}
