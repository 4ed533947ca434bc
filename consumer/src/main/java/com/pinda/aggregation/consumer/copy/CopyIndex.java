package com.pinda.aggregation.consumer.copy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A secondary index of a copy.
 *
 * @param copyName the copy
 * @param columns its columns, in the index's order
 */
record CopyIndex(String copyName, List<String> columns) {

    private static final Pattern INDEX = Pattern.compile("\\s*([^\\s(),]+)\\s*\\(([^()]+)\\)\\s*(?:,|$)");

    CopyIndex {
        columns = List.copyOf(columns);
    }

    /** Reads {@code copy(column,column)}, any number of them with commas between. */
    static List<CopyIndex> parse(String text) {
        var indexes = new ArrayList<CopyIndex>();
        var matcher = INDEX.matcher(text);
        var end = 0;
        while (matcher.find() && matcher.start() == end) {
            var columns = Arrays.stream(matcher.group(2).split(",", -1))
                    .map(String::strip)
                    .toList();
            indexes.add(new CopyIndex(matcher.group(1), columns));
            end = matcher.end();
        }
        if (!text.substring(end).isBlank()) {
            throw new IllegalArgumentException("an index is written copy_name(column,column), not '"
                    + text.substring(end).strip() + "'");
        }
        return indexes;
    }

    /** The name it is created under. */
    String name() {
        var name = "ix_" + String.join("_", columns);
        return name.length() <= 64 ? name : name.substring(0, 55) + "_" + Integer.toHexString(name.hashCode());
    }
}
