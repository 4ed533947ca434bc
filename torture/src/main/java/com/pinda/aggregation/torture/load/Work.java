package com.pinda.aggregation.torture.load;

import java.sql.SQLException;
import java.util.List;

/** What a transaction may do. */
interface Work {

    List<Work> ALL = List.of(
            Work::upsert,
            Work::replace,
            Work::updateRange,
            Work::deleteAndInsert,
            Work::sameRowOften,
            Work::compositeKeys,
            Work::textKeys,
            Work::noKey,
            Work::swapKeys,
            Work::moveKeys,
            Work::severalTables);

    void run(Session session) throws SQLException;

    private static void upsert(Session session) throws SQLException {
        session.run(
                "INSERT INTO orders VALUES (?,?,?,now(3)),(?,?,?,now(3))"
                        + " ON DUPLICATE KEY UPDATE name = VALUES(name), amount = amount + 0.01",
                session.below(1000),
                session.text(),
                session.below(1_000_000) / 100.0,
                session.below(1000) + 1000,
                session.text(),
                session.below(1_000_000) / 100.0);
    }

    private static void replace(Session session) throws SQLException {
        session.run(
                "REPLACE INTO orders VALUES (?,?,?,now(3))",
                session.below(2000),
                session.text(),
                session.below(1_000_000) / 100.0);
    }

    private static void updateRange(Session session) throws SQLException {
        var from = session.below(2000);
        session.run("UPDATE orders SET amount = amount + 1 WHERE id BETWEEN ? AND ?", from, from + session.below(40));
    }

    private static void deleteAndInsert(Session session) throws SQLException {
        var id = session.below(2000);
        session.run("DELETE FROM orders WHERE id = ?", id);
        if (session.chance(70)) {
            session.run("INSERT INTO orders VALUES (?,?,?,now(3))", id, session.text(), 1);
        }
    }

    private static void sameRowOften(Session session) throws SQLException {
        var id = session.below(2000);
        for (int i = 0; i < 10; i++) {
            session.run("UPDATE orders SET name = ?, amount = amount + 1 WHERE id = ?", session.text(), id);
        }
    }

    private static void compositeKeys(Session session) throws SQLException {
        var order = session.below(300);
        session.run("DELETE FROM items WHERE order_id = ? AND line > ?", order, session.below(5));
        for (int line = 1; line <= 1 + session.below(6); line++) {
            session.run("REPLACE INTO items VALUES (?,?,?)", order, line, session.text());
        }
    }

    private static void textKeys(Session session) throws SQLException {
        var code = session.text();
        session.run("INSERT INTO codes VALUES (?,?) ON DUPLICATE KEY UPDATE n = n + 1", code, 1);
        if (session.chance(30)) {
            session.run("DELETE FROM codes WHERE code = ?", session.text());
        }
        if (session.chance(20)) {
            session.run("UPDATE codes SET code = CONCAT(code, '~') WHERE code = ?", code);
        }
    }

    private static void noKey(Session session) throws SQLException {
        session.run("INSERT INTO events VALUES (?,?,?)", session.shard(), session.nextNumber(), session.text());
        var earlier = 1 + session.below(session.lastNumber());
        if (session.chance(50)) {
            session.run(
                    "UPDATE events SET note = ? WHERE shard = ? AND number = ?",
                    session.text(),
                    session.shard(),
                    earlier);
        } else {
            session.run("DELETE FROM events WHERE shard = ? AND number = ?", session.shard(), earlier);
        }
    }

    /** a becomes b, and b a. */
    private static void swapKeys(Session session) throws SQLException {
        var a = session.below(Tables.SEATS);
        var b = session.below(Tables.SEATS);
        var aside = -1 - session.shard();
        session.run("UPDATE seats SET place = ? WHERE place = ?", aside, a);
        session.run("UPDATE seats SET place = ? WHERE place = ?", a, b);
        session.run("UPDATE seats SET place = ? WHERE place = ?", b, aside);
    }

    /** 1 becomes 2, 2 becomes 3 and so on, in one statement. */
    private static void moveKeys(Session session) throws SQLException {
        var from = Tables.SEATS + 10 + session.below(20);
        session.run("INSERT IGNORE INTO seats VALUES (?,?)", from, session.text());
        session.run(
                "UPDATE seats SET place = place + 1, who = CONCAT(LEFT(who, 30), '+') WHERE place >= ?"
                        + " ORDER BY place DESC",
                from);
        session.run("DELETE FROM seats WHERE place > ?", Tables.SEATS + 60);
    }

    private static void severalTables(Session session) throws SQLException {
        upsert(session);
        compositeKeys(session);
        textKeys(session);
        updateRange(session);
    }

    /** Thousands of rows in one transaction: what was there of the last goes, as much comes. */
    static void large(Session session, int rows) throws SQLException {
        session.run("DELETE FROM bulk WHERE shard = ?", session.shard());
        session.rowsOf("INSERT INTO bulk VALUES (?,?,?)", rows);
    }
}
