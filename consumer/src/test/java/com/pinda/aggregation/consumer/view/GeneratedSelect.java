package com.pinda.aggregation.consumer.view;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Makes SELECTs over tables {@code t0 … t4}, each with a text key {@code id}, references {@code a} and {@code b} to ids
 * of any table, a number {@code n} and a text {@code s}; two to five of them, joined in all the ways that are followed.
 */
final class GeneratedSelect {

    static final int TABLES = 5;

    private static final int MOST_PIECES = 4;

    private final Random random;
    private final StringBuilder from = new StringBuilder();
    private final List<String> outputs = new ArrayList<>();
    private final List<String> known = new ArrayList<>();
    private int aliases;

    private GeneratedSelect(Random random) {
        this.random = random;
    }

    /** @param name what it is called in a YAML file */
    static String yaml(String name, Random random) {
        return new GeneratedSelect(random).yaml(name);
    }

    private String yaml(String name) {
        return switch (random.nextInt(5)) {
            case 0 -> grouped(name);
            case 1 -> united(name);
            default -> joined(name);
        };
    }

    private String file(String name, String key, String select) {
        return "name: " + name + "\nkey: " + key + "\nselect: |\n  " + select.replace("\n", "\n  ") + "\n";
    }

    private String joined(String name) {
        var root = alias();
        from.append(table()).append(' ').append(root);
        known.add(root);
        for (int i = 1 + random.nextInt(MOST_PIECES); i > 0; i--) {
            piece();
        }
        var select = new StringBuilder("SELECT " + root + ".id AS id, " + root + ".s AS root_s");
        IntStream.range(0, outputs.size())
                .forEach(i -> select.append(", ")
                        .append(outputs.get(i))
                        .append(" AS c")
                        .append(i));
        select.append("\nFROM ").append(from);
        if (random.nextInt(3) == 0) {
            select.append("\nWHERE ").append(root).append(".n < 7");
        }
        return file(name, "[id]", select.toString());
    }

    private void piece() {
        switch (random.nextInt(10)) {
            case 0, 1 -> parent(random.nextBoolean() ? "LEFT" : "INNER");
            case 2 -> picked();
            case 3 -> fold();
            case 4 -> manyToMany();
            case 5 -> derived();
            case 6 -> exists();
            case 7 -> byExpression();
            case 8 -> foldByExpression();
            default -> nested();
        }
    }

    /** N:1, by a reference of a table that is there. */
    private void parent(String join) {
        var child = any();
        var parent = alias();
        from.append("\n")
                .append(join)
                .append(" JOIN ")
                .append(table())
                .append(' ')
                .append(parent);
        from.append(" ON ").append(parent).append(".id = ").append(reference(child));
        if (random.nextInt(4) == 0) {
            from.append(" AND ").append(parent).append(".n > 1");
        }
        known.add(parent);
        outputs.add(
                random.nextBoolean() ? parent + ".s" : "CONCAT(" + parent + ".id, '/', COALESCE(" + parent + ".n, 0))");
    }

    /** One of several children. */
    private void picked() {
        var parent = any();
        var child = alias();
        var inner = alias();
        var table = table();
        from.append("\nLEFT JOIN ")
                .append(table)
                .append(' ')
                .append(child)
                .append(" ON ")
                .append(child);
        from.append(".id = (SELECT ")
                .append(inner)
                .append(".id FROM ")
                .append(table)
                .append(' ')
                .append(inner);
        from.append(" WHERE ")
                .append(reference(inner))
                .append(" = ")
                .append(parent)
                .append(".id");
        from.append(" ORDER BY ")
                .append(inner)
                .append(".n DESC, ")
                .append(inner)
                .append(".id LIMIT 1)");
        known.add(child);
        outputs.add(child + ".s");
        outputs.add(child + ".id");
    }

    /** N:1, by the one of two references that is there. */
    private void byExpression() {
        var parent = alias();
        var root = known.get(0);
        from.append("\nLEFT JOIN ")
                .append(table())
                .append(' ')
                .append(parent)
                .append(" ON ")
                .append(parent);
        from.append(".id = COALESCE(").append(root).append(".a, ").append(root).append(".b, 'r1')");
        outputs.add(parent + ".s");
    }

    private void foldByExpression() {
        var parent = any();
        var child = alias();
        var by = random.nextBoolean() ? "COALESCE(" + child + ".b, 'r2')" : "CONCAT(" + child + ".a, '')";
        outputs.add("(SELECT " + folded(child) + " FROM " + table() + " " + child + " WHERE " + by + " = " + parent
                + ".id)");
    }

    private void fold() {
        var parent = any();
        var child = alias();
        outputs.add("(SELECT " + folded(child) + " FROM " + table() + " " + child + " WHERE " + reference(child) + " = "
                + parent + ".id)");
    }

    private String folded(String alias) {
        return switch (random.nextInt(4)) {
            case 0 -> "COUNT(*)";
            case 1 -> "SUM(" + alias + ".n)";
            case 2 -> "MAX(" + alias + ".s)";
            default ->
                "COALESCE(CONCAT('[', GROUP_CONCAT(JSON_OBJECT('id', " + alias + ".id, 'n', " + alias + ".n) ORDER BY "
                        + alias + ".n, " + alias + ".id SEPARATOR ','), ']'), '[]')";
        };
    }

    private void manyToMany() {
        var parent = any();
        var far = alias();
        var link = alias();
        var table = table();
        var in = random.nextBoolean()
                ? far + ".id IN (SELECT " + link + ".b FROM " + table + " " + link + " WHERE " + link + ".a = " + parent
                        + ".id)"
                : "EXISTS (SELECT 1 FROM " + table + " " + link + " WHERE " + link + ".b = " + far + ".id AND " + link
                        + ".a = " + parent + ".id)";
        outputs.add("(SELECT " + folded(far) + " FROM " + table() + " " + far + " WHERE " + in + ")");
    }

    private void derived() {
        var parent = any();
        var inner = alias();
        var derived = alias();
        from.append("\nLEFT JOIN (SELECT ")
                .append(inner)
                .append(".a AS k, SUM(")
                .append(inner)
                .append(".n) AS total,");
        from.append(" MIN(")
                .append(inner)
                .append(".id) AS first FROM ")
                .append(table())
                .append(' ')
                .append(inner);
        from.append(" WHERE ")
                .append(inner)
                .append(".a IS NOT NULL GROUP BY ")
                .append(inner)
                .append(".a) ");
        from.append(derived)
                .append(" ON ")
                .append(derived)
                .append(".k = ")
                .append(parent)
                .append(".id");
        outputs.add(derived + ".total");
        if (random.nextBoolean()) {
            var first = alias();
            from.append("\nLEFT JOIN ").append(table()).append(' ').append(first);
            from.append(" ON ").append(first).append(".id = ").append(derived).append(".first");
            known.add(first);
            outputs.add(first + ".s");
        }
    }

    private void exists() {
        var parent = any();
        var child = alias();
        var not = random.nextBoolean() ? "NOT " : "";
        outputs.add("CASE WHEN " + not + "EXISTS (SELECT 1 FROM " + table() + " " + child + " WHERE " + child + ".a = "
                + parent + ".id AND " + child + ".n > 2) THEN 'y' ELSE 'n' END");
    }

    /** A fold within which others are joined. */
    private void nested() {
        var parent = any();
        var child = alias();
        var beside = alias();
        outputs.add("(SELECT COALESCE(GROUP_CONCAT(CONCAT(" + child + ".id, ':', COALESCE(" + beside
                + ".s, '-')) ORDER BY " + child + ".id, " + beside + ".id SEPARATOR ','), '') FROM " + table() + " "
                + child + " LEFT JOIN " + table() + " " + beside + " ON " + beside + ".id = " + child + ".b WHERE "
                + child + ".a = " + parent + ".id)");
    }

    private String grouped(String name) {
        var root = alias();
        var parent = alias();
        var join = random.nextBoolean() ? "LEFT" : "INNER";
        return file(
                name,
                "[a]",
                "SELECT " + root + ".a AS a, COUNT(*) AS c0, SUM(" + parent + ".n) AS c1, MAX(" + root
                        + ".s) AS c2\nFROM "
                        + table() + " " + root + "\n" + join + " JOIN " + table() + " " + parent + " ON " + parent
                        + ".id = " + root + ".b\nWHERE " + root + ".a IS NOT NULL\nGROUP BY " + root + ".a");
    }

    private String united(String name) {
        var one = alias();
        var other = alias();
        var beside = alias();
        var all = alias();
        var late = alias();
        return file(
                name,
                "[k, m]",
                "SELECT " + all + ".k AS k, " + all + ".m AS m, SUM(" + all + ".x) AS c0, (SELECT " + late
                        + ".s FROM " + table() + " " + late + " WHERE " + late + ".id = " + all
                        + ".k) AS c1\nFROM (SELECT "
                        + one + ".a AS k, COALESCE(" + one + ".n, 0) AS m, 1 AS x FROM " + table() + " " + one
                        + " WHERE "
                        + one + ".a IS NOT NULL\nUNION ALL SELECT " + other + ".b, 3, " + beside + ".n FROM " + table()
                        + " " + other + " INNER JOIN " + table() + " " + beside + " ON " + beside + ".id = " + other
                        + ".a WHERE " + other + ".b IS NOT NULL) " + all + "\nGROUP BY " + all + ".k, " + all + ".m");
    }

    private String reference(String alias) {
        return alias + (random.nextBoolean() ? ".a" : ".b");
    }

    private String any() {
        return known.get(random.nextInt(known.size()));
    }

    private String table() {
        return "t" + random.nextInt(TABLES);
    }

    private String alias() {
        return "x" + aliases++;
    }
}
