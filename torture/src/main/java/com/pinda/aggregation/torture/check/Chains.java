package com.pinda.aggregation.torture.check;

import com.pinda.aggregation.schema.Position;
import com.pinda.aggregation.schema.TableId;
import com.pinda.aggregation.torture.check.Violation.Kind;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The before image of each change is the after image of the key's change before it. Keeps a hash of each column of each
 * row that there is, from one round to the next.
 */
final class Chains {

    /** The last change of a row that is there. */
    private record Last(List<String> names, List<Integer> hashes, RecordPlace at, long position) {}

    private static final long EPOCHLESS = 0xff_ffff_ffff_ffffL;

    private final Map<Digest, Last> rows = new HashMap<>();
    private final Map<TableId, NavigableSet<Long>> emptied = new HashMap<>();

    /** A statement removed all rows of a table. */
    void emptied(TableId table, Place place) {
        emptied.computeIfAbsent(table, t -> new TreeSet<>())
                .add(Position.of(0, place.file(), place.offset()).toLong());
    }

    void published(PublishedChange change, Violations violations) {
        if (change.key() == null) {
            return;
        }
        var key = Digest.of(change.table(), change.key());
        var last = last(key, change);
        var before = change.before();
        if (before == null && last != null) {
            violations.add(Kind.CHAIN, change + " has no before image, but " + last.at() + " left a row of its key");
        } else if (before != null && last == null) {
            violations.add(Kind.CHAIN, change + " has a before image, but no earlier change left a row of its key");
        } else if (before != null && last != null) {
            compare(before, last, change, violations);
        }
        var after = change.after();
        if (after == null) {
            rows.remove(key);
        } else {
            rows.put(key, new Last(after.names(), hashes(after), change.at(), change.position()));
        }
    }

    private @Nullable Last last(Digest key, PublishedChange change) {
        var last = rows.get(key);
        var statements = emptied.get(change.table());
        if (last == null || statements == null) {
            return last;
        }
        var next = statements.higher(last.position() & EPOCHLESS);
        return next != null && next < (change.position() & EPOCHLESS) ? null : last;
    }

    private static void compare(Row before, Last last, PublishedChange change, Violations violations) {
        var names = before.names();
        for (int i = 0; i < names.size(); i++) {
            var at = last.names().indexOf(names.get(i));
            if (at >= 0 && last.hashes().get(at) != Objects.hashCode(before.value(i))) {
                violations.add(
                        Kind.CHAIN,
                        change + ": column " + names.get(i) + " is " + Row.shown(before.value(i))
                                + " in the before image, and another value in the after image of " + last.at());
            }
        }
    }

    private static List<Integer> hashes(Row row) {
        return IntStream.range(0, row.size())
                .mapToObj(i -> Objects.hashCode(row.value(i)))
                .toList();
    }
}
