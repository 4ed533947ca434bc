package com.pinda.aggregation.consumer.view.graph;

import com.pinda.aggregation.consumer.copy.Sql;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The text of an expression in which columns of the tables around it can be put in anew. */
record Template(List<Part> parts) {

    /** Text in quotes, which is left as it is, or a column with its alias. */
    private static final Pattern WORDS = Pattern.compile(
            "'(?:[^'\\\\]|''|\\\\.)*'|\"(?:[^\"\\\\]|\"\"|\\\\.)*\"|(`[^`]+`|[\\w$]+)\\s*\\.\\s*(`[^`]+`|[A-Za-z_$][\\w$]*)",
            Pattern.DOTALL);

    /** A piece of text, or a column. */
    sealed interface Part {}

    record Text(String text) implements Part {}

    /** @param source the table, or derived table, whose column it is */
    record ColumnOf(Source source, String name) implements Part {}

    Template {
        parts = List.copyOf(parts);
    }

    /**
     * Takes a text apart.
     *
     * @param source what an alias stands for
     */
    static Template of(String text, Function<String, Source> source) {
        var parts = new ArrayList<Part>();
        var matcher = WORDS.matcher(text);
        var end = 0;
        while (matcher.find()) {
            var alias = matcher.group(1);
            if (alias != null) {
                parts.add(new Text(text.substring(end, matcher.start())));
                parts.add(new ColumnOf(source.apply(Names.plain(alias)), Names.plain(matcher.group(2))));
                end = matcher.end();
            }
        }
        parts.add(new Text(text.substring(end)));
        return new Template(parts);
    }

    /** The columns with their aliases that a text has outside of quotes, in small letters. */
    static Set<String> columnsIn(String text) {
        var columns = new LinkedHashSet<String>();
        var matcher = WORDS.matcher(text);
        while (matcher.find()) {
            if (matcher.group(1) != null) {
                columns.add(qualified(Names.plain(matcher.group(1)), Names.plain(matcher.group(2))));
            }
        }
        return columns;
    }

    static String qualified(String alias, String column) {
        return (alias + "." + column).toLowerCase(Locale.ROOT);
    }

    /** A text without what is in quotes. */
    static String withoutQuoted(String text) {
        return WORDS.matcher(text)
                .replaceAll(found -> found.group(1) == null ? "''" : Matcher.quoteReplacement(found.group()));
    }

    Set<Source> sources() {
        var sources = new LinkedHashSet<Source>();
        parts.forEach(part -> {
            if (part instanceof ColumnOf column) {
                sources.add(column.source());
            }
        });
        return sources;
    }

    Set<String> columns() {
        var columns = new LinkedHashSet<String>();
        parts.forEach(part -> {
            if (part instanceof ColumnOf column) {
                columns.add(column.name());
            }
        });
        return columns;
    }

    /** With an expression in the place of each column. */
    Template with(Function<String, Template> expression) {
        var whole = column();
        if (whole.isPresent()) {
            return expression.apply(whole.get());
        }
        var all = new ArrayList<Part>();
        for (var part : parts) {
            if (part instanceof ColumnOf column) {
                var inner = expression.apply(column.name());
                var single = inner.column().isPresent();
                all.add(new Text(single ? "" : "("));
                all.addAll(inner.parts);
                all.add(new Text(single ? "" : ")"));
            } else {
                all.add(part);
            }
        }
        return new Template(all);
    }

    /** The name of the column, where it is nothing but one. */
    Optional<String> column() {
        var said = parts.stream()
                .filter(part -> !(part instanceof Text text) || !text.text().isBlank())
                .toList();
        return said.size() == 1 && said.get(0) instanceof ColumnOf column
                ? Optional.of(column.name())
                : Optional.empty();
    }

    /** As SQL, with this in the place of each column. */
    String sql(Function<String, String> column) {
        var sql = new StringBuilder();
        for (var part : parts) {
            sql.append(part instanceof Text text ? text.text() : column.apply(((ColumnOf) part).name()));
        }
        return sql.toString();
    }

    /** As SQL, each column with an alias. */
    String sql(String alias) {
        return sql((String column) -> alias + "." + Sql.name(column));
    }
}
