package com.pinda.aggregation.query.view;

import java.util.List;

/**
 * A parameter that narrows a list.
 *
 * @param name of the parameter
 * @param kind how it is written and what it compares
 * @param columns of the view; with several, one of them has to meet it
 * @param description for the caller
 * @param example a value; empty for none
 */
public record Filter(String name, Kind kind, List<String> columns, String description, String example) {

    /** How a filter is written, and what it compares. */
    public enum Kind {
        /** Whole numbers: one of them. */
        CODE,
        /** Texts without a comma in them: one of them. */
        ID,
        /** A text, exactly. */
        TEXT,
        /** A time or a day: from then on. */
        FROM,
        /** A time: before then; or a day: until its end. */
        TO,
        /** A day: within it. */
        DAY,
        /** A part of a text, in capitals or not. */
        PART
    }

    /** Copies the columns. */
    public Filter {
        columns = List.copyOf(columns);
    }

    /** Whole numbers, of which the column has one. */
    public static Filter code(String name, String column, String description, String example) {
        return new Filter(name, Kind.CODE, List.of(column), description, example);
    }

    /** Ids, of which the column has one. */
    public static Filter id(String name, String column, String description, String example) {
        return new Filter(name, Kind.ID, List.of(column), description, example);
    }

    /** A text that the column has. */
    public static Filter text(String name, String column, String description) {
        return new Filter(name, Kind.TEXT, List.of(column), description, "");
    }

    /** The first moment that the column may have. */
    public static Filter from(String name, String column, String description) {
        return new Filter(name, Kind.FROM, List.of(column), description, "2026-02-27");
    }

    /** The moment before which the column must be, or the last day. */
    public static Filter to(String name, String column, String description) {
        return new Filter(name, Kind.TO, List.of(column), description, "2026-02-28T18:00:00");
    }

    /** The day within which the column is. */
    public static Filter day(String name, String column, String description) {
        return new Filter(name, Kind.DAY, List.of(column), description, "2026-02-28");
    }

    /** What one of the columns has in it. */
    public static Filter part(String name, String description, String... columns) {
        return new Filter(name, Kind.PART, List.of(columns), description, "1330465862");
    }

    String column() {
        return columns.get(0);
    }

    /** Whether it is about a time, in whose order its rows are then best listed. */
    boolean isTime() {
        return kind == Kind.FROM || kind == Kind.TO || kind == Kind.DAY;
    }
}
