package com.pinda.aggregation.consumer.view.graph;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import net.sf.jsqlparser.JSQLParserException;
import net.sf.jsqlparser.expression.Expression;
import net.sf.jsqlparser.expression.operators.conditional.AndExpression;
import net.sf.jsqlparser.expression.operators.relational.ParenthesedExpressionList;
import net.sf.jsqlparser.parser.CCJSqlParserUtil;
import net.sf.jsqlparser.statement.select.PlainSelect;

/** A view's SELECT with room for the keys whose rows are wanted, where they narrow what is read first. Immutable. */
public final class KeyedSql {

    /** Stands for the keys, those of one column, the least of those, and the end of the greatest, which is a day. */
    private static final Pattern MARK = Pattern.compile("'@(keys|column|least|dayend)(\\d*)@'");

    private static final Pattern DAY = Pattern.compile("(?i)DATE\\s*\\(\\s*([\\w$`]+\\.[\\w$`]+)\\s*\\)");

    private final String sql;

    private KeyedSql(String sql) {
        this.sql = sql;
    }

    /** Changes the SELECTs of the targets, which are in {@code select}, or are it. */
    static KeyedSql of(PlainSelect select, List<Target> targets) {
        for (var target : targets) {
            narrow(target.select(), target.inSelect());
        }
        return new KeyedSql(select.toString());
    }

    private static void narrow(PlainSelect select, List<String> keys) {
        var wanted = condition(keys);
        var where = select.getWhere();
        select.setWhere(
                where == null ? wanted : new AndExpression(new ParenthesedExpressionList<>(List.of(where)), wanted));
    }

    private static Expression condition(List<String> keys) {
        var conditions = new ArrayList<String>();
        for (int i = 0; i < keys.size(); i++) {
            var day = DAY.matcher(keys.get(i));
            if (day.matches()) {
                // an index helps with the column as it is only
                conditions.add("%s >= '@least%d@' AND %s <= '@dayend%d@'".formatted(day.group(1), i, day.group(1), i));
            } else if (keys.size() > 1) {
                conditions.add("%s IN ('@column%d@')".formatted(keys.get(i), i));
            }
        }
        conditions.add(
                keys.size() == 1 ? keys.get(0) + " IN ('@keys@')" : "(" + String.join(", ", keys) + ") IN ('@keys@')");
        try {
            return CCJSqlParserUtil.parseCondExpression(String.join(" AND ", conditions));
        } catch (JSQLParserException e) {
            throw new UnfollowableException(1, "the key " + keys + " cannot be asked for", e);
        }
    }

    /**
     * The SELECT of some keys' rows.
     *
     * @param keys the values of each key's columns as SQL, in the order of the key columns; at least one
     */
    public String of(List<List<String>> keys) {
        var matcher = MARK.matcher(sql);
        return matcher.replaceAll(mark -> java.util.regex.Matcher.quoteReplacement(
                switch (mark.group(1)) {
                    case "keys" -> keys.stream().map(KeyedSql::tuple).collect(Collectors.joining(","));
                    case "column" -> String.join(",", column(keys, mark.group(2)));
                    case "least" ->
                        column(keys, mark.group(2)).stream()
                                .min(Comparator.naturalOrder())
                                .orElseThrow();
                    default ->
                        dayEnd(column(keys, mark.group(2)).stream()
                                .max(Comparator.naturalOrder())
                                .orElseThrow());
                }));
    }

    /** No day is added: the last that there is has none after it. */
    private static String dayEnd(String literal) {
        return literal.endsWith("'") ? literal.substring(0, literal.length() - 1) + " 23:59:59.999999'" : literal;
    }

    private static String tuple(List<String> key) {
        return key.size() == 1 ? key.get(0) : "(" + String.join(",", key) + ")";
    }

    private static Set<String> column(List<List<String>> keys, String index) {
        var i = Integer.parseInt(index);
        return keys.stream().map(key -> key.get(i)).collect(Collectors.toCollection(LinkedHashSet::new));
    }
}
