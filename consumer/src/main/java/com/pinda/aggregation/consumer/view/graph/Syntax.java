package com.pinda.aggregation.consumer.view.graph;

import java.util.regex.Pattern;
import net.sf.jsqlparser.JSQLParserException;
import net.sf.jsqlparser.parser.ParseException;
import net.sf.jsqlparser.statement.select.Join;
import net.sf.jsqlparser.statement.select.PlainSelect;
import org.jspecify.annotations.Nullable;

/** What of a SELECT's grammar is followed. */
final class Syntax {

    private static final int SHOWN = 80;

    private static final Pattern LINE = Pattern.compile("at line (\\d+)");

    private Syntax() {}

    /**
     * Refuses what cannot be followed.
     *
     * @param table whether it is a view's SELECT or a derived table, of which all rows are taken
     */
    static void check(PlainSelect select, boolean table) {
        refuse(select.getFromItem() == null, select, "a SELECT without FROM");
        refuse(select.getIntoTables() != null && !select.getIntoTables().isEmpty(), select, "INTO");
        refuse(select.getLateralViews() != null, select, "LATERAL VIEW");
        refuse(select.getQualify() != null, select, "QUALIFY");
        refuse(select.getWindowDefinitions() != null, select, "WINDOW");
        refuse(select.getTop() != null || select.getFirst() != null || select.getSkip() != null, select, "TOP");
        refuse(select.getFetch() != null || select.getForMode() != null, select, "FETCH and FOR");
        refuse(
                table && (select.getLimit() != null || select.getOffset() != null),
                select,
                "LIMIT of a view or of a derived table, where a row decides about others that are not of its key,");
        refuse(
                select.getLimit() != null && select.getOrderByElements() == null,
                select,
                "LIMIT without ORDER BY, which may pick another row each time,");
        refuse(
                table && select.getOrderByElements() != null,
                select,
                "ORDER BY of a view or of a derived table, which have no order,");
        var by = select.getGroupBy();
        refuse(by != null && (!by.getGroupingSets().isEmpty() || by.isMysqlWithRollup()), select, "GROUPING SETS");
    }

    /** Refuses joins that cannot be followed. */
    static void check(Join join) {
        var plain = !join.isRight()
                && !join.isFull()
                && !join.isNatural()
                && !join.isCross()
                && !join.isSimple()
                && !join.isStraight()
                && !join.isSemi()
                && !join.isApply()
                && !join.isGlobal()
                && (join.getUsingColumns() == null || join.getUsingColumns().isEmpty());
        if (!plain || join.getOnExpressions().isEmpty()) {
            throw UnfollowableException.at(
                    join, "joins are LEFT JOIN … ON or INNER JOIN … ON; not followed: " + shortened(join));
        }
    }

    private static void refuse(boolean there, PlainSelect select, String what) {
        if (there) {
            throw UnfollowableException.at(select, what + " is not followed: " + shortened(select));
        }
    }

    static String shortened(Object sql) {
        var text = sql.toString();
        return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
    }

    static int line(@Nullable Throwable failure) {
        if (failure instanceof ParseException parse && parse.currentToken != null) {
            return parse.currentToken.next == null ? parse.currentToken.beginLine : parse.currentToken.next.beginLine;
        }
        if (failure != null && failure.getMessage() != null) {
            var matcher = LINE.matcher(failure.getMessage());
            if (matcher.find()) {
                return Integer.parseInt(matcher.group(1));
            }
        }
        return 1;
    }

    static String reason(JSQLParserException failure) {
        var message = String.valueOf(failure.getMessage());
        var end = message.indexOf('\n');
        return (end < 0 ? message : message.substring(0, end)).strip();
    }
}
