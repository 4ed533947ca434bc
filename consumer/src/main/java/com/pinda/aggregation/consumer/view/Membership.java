package com.pinda.aggregation.consumer.view;

import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Which builds each running consumer keeps. A new build is filled only once all of them know it: until then one that
 * does not may apply changes of which the build is not told.
 */
@Component
class Membership {

    private static final String ACKNOWLEDGE = """
            INSERT INTO _view_member (member, generation, alive_ms)
            VALUES (:member, :generation, ROUND(UNIX_TIMESTAMP(NOW(3)) * 1000))
            ON DUPLICATE KEY UPDATE generation = VALUES(generation), alive_ms = VALUES(alive_ms)
            """;

    /** Whoever was not heard of for so long has lost its partitions, and what it did last is told again by others. */
    private static final String BEHIND = """
            SELECT COUNT(*) FROM _view_member
            WHERE generation < :generation AND alive_ms > ROUND(UNIX_TIMESTAMP(NOW(3)) * 1000) - 60000
            """;

    private static final String FORGET =
            "DELETE FROM _view_member WHERE alive_ms < ROUND(UNIX_TIMESTAMP(NOW(3)) * 1000) - 86400000";

    private final String member = UUID.randomUUID().toString();
    private final JdbcClient jdbc;
    private final Builds builds;
    private final Views views;
    private long known = -1;

    Membership(JdbcClient jdbc, Builds builds, Views views) {
        this.jdbc = jdbc;
        this.builds = builds;
        this.views = views;
    }

    /** Tells the database of the views that the files define, and takes from it which are kept. */
    void begin() {
        builds.announce();
        jdbc.sql(FORGET).update();
        look();
    }

    /** The builds that this consumer keeps from now on. */
    synchronized List<Build> look() {
        // the number first: what changes behind it is read again the next time
        known = builds.generation();
        var current = builds.all();
        views.keep(current.stream().map(Build::view).toList());
        jdbc.sql(ACKNOWLEDGE).param("member", member).param("generation", known).update();
        return current;
    }

    /** Whether all running consumers keep the builds that this one keeps. */
    synchronized boolean isShared() {
        return jdbc.sql(BEHIND).param("generation", known).query(Long.class).single() == 0;
    }

    /** This consumer runs no more. */
    void end() {
        jdbc.sql("DELETE FROM _view_member WHERE member = ?").param(member).update();
    }
}
