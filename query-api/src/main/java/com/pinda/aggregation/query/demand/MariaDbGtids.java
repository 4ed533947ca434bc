package com.pinda.aggregation.query.demand;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * GTIDs of MariaDB, {@code domain-server-sequence}: within a domain the sequence grows, whichever server it is.
 *
 * @param lastByDomain the highest sequence of each domain
 * @param text as it was written
 */
record MariaDbGtids(Map<Long, Long> lastByDomain, String text) implements GtidSet {

    static final Pattern FORM =
            Pattern.compile("\\d{1,10}-\\d{1,10}-\\d{1,18}(\\s*,\\s*\\d{1,10}-\\d{1,10}-\\d{1,18})*");

    MariaDbGtids {
        lastByDomain = Map.copyOf(lastByDomain);
    }

    /** @param text of the {@link #FORM} */
    static MariaDbGtids parse(String text) {
        var last = new HashMap<Long, Long>();
        for (var gtid : text.split(",", -1)) {
            var parts = gtid.strip().split("-", -1);
            last.merge(Long.parseLong(parts[0]), Long.parseLong(parts[2]), Math::max);
        }
        return new MariaDbGtids(last, text);
    }

    @Override
    public boolean isWithin(List<String> executed) {
        var sets = executed.stream()
                .map(String::strip)
                .filter(set -> FORM.matcher(set).matches())
                .map(set -> parse(set).lastByDomain)
                .toList();
        return lastByDomain.entrySet().stream().allMatch(wanted -> {
            var last = sets.stream()
                    .map(set -> set.get(wanted.getKey()))
                    .filter(Objects::nonNull)
                    .toList();
            return !last.isEmpty() && last.stream().allMatch(each -> each >= wanted.getValue());
        });
    }

    @Override
    public String toString() {
        return text;
    }
}
