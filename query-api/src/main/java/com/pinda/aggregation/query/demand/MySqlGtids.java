package com.pinda.aggregation.query.demand;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * GTIDs of MySQL, {@code uuid:interval:interval,…}; tags are not known here.
 *
 * @param intervals by the server's uuid
 * @param text as it was written
 */
record MySqlGtids(Map<String, List<Interval>> intervals, String text) implements GtidSet {

    private static final String ONE = "\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}(:\\d{1,18}(-\\d{1,18})?)+";

    static final Pattern FORM = Pattern.compile(ONE + "(\\s*,\\s*" + ONE + ")*");

    MySqlGtids {
        intervals = Map.copyOf(intervals);
    }

    /** From one transaction to another, both in it. */
    record Interval(long first, long last) {

        static Interval parse(String text) {
            var ends = text.split("-", 2);
            return new Interval(Long.parseLong(ends[0]), Long.parseLong(ends[ends.length - 1]));
        }
    }

    /** @param text of the {@link #FORM} */
    static MySqlGtids parse(String text) {
        var intervals = new HashMap<String, List<Interval>>();
        for (var one : text.split(",", -1)) {
            var parts = one.strip().split(":", -1);
            var ofServer = intervals.computeIfAbsent(parts[0].toLowerCase(Locale.ROOT), uuid -> new ArrayList<>());
            for (int i = 1; i < parts.length; i++) {
                ofServer.add(Interval.parse(parts[i]));
            }
        }
        intervals.replaceAll((uuid, ofServer) -> joined(ofServer));
        return new MySqlGtids(intervals, text);
    }

    /** In order, and those that touch as one. */
    private static List<Interval> joined(List<Interval> intervals) {
        var joined = new ArrayList<Interval>();
        for (var next : intervals.stream()
                .sorted(Comparator.comparingLong(Interval::first))
                .toList()) {
            var before = joined.isEmpty() ? null : joined.get(joined.size() - 1);
            if (before != null && next.first <= before.last + 1) {
                joined.set(joined.size() - 1, new Interval(before.first, Math.max(before.last, next.last)));
            } else {
                joined.add(next);
            }
        }
        return List.copyOf(joined);
    }

    @Override
    public boolean isWithin(List<String> executed) {
        var sets = executed.stream()
                .map(set -> set.replaceAll("\\s", ""))
                .filter(set -> FORM.matcher(set).matches())
                .map(set -> parse(set).intervals)
                .toList();
        return intervals.entrySet().stream().allMatch(wanted -> {
            var ofServer = sets.stream()
                    .map(set -> set.getOrDefault(wanted.getKey(), List.of()))
                    .filter(each -> !each.isEmpty())
                    .toList();
            return !ofServer.isEmpty() && ofServer.stream().allMatch(each -> haveAll(each, wanted.getValue()));
        });
    }

    private static boolean haveAll(List<Interval> executed, List<Interval> wanted) {
        return wanted.stream()
                .allMatch(each -> executed.stream().anyMatch(has -> has.first <= each.first && has.last >= each.last));
    }

    @Override
    public String toString() {
        return text;
    }
}
