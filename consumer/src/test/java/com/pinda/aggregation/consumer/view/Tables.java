package com.pinda.aggregation.consumer.view;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The tables of {@link GeneratedSelect} as a source has them, and a random history of them. */
final class Tables {

    private static final List<String> COLUMNS = List.of("a", "b", "n", "s");

    /** Few ids, so that rows meet. */
    private static final int IDS = 6;

    private static final int MOST_NUMBERS = 9;

    private final Random random;
    private final List<Map<String, Map<String, @Nullable String>>> rows = new ArrayList<>();

    Tables(Random random) {
        this.random = random;
        for (int i = 0; i < GeneratedSelect.TABLES; i++) {
            rows.add(new TreeMap<>());
        }
    }

    /** A change of one row: its columns before, none where it is new, and after, none where it is gone. */
    record Change(
            String table,
            @Nullable Map<String, @Nullable String> before,
            @Nullable Map<String, @Nullable String> after) {}

    /** One source transaction of one to three changes, of which one of a key is two. */
    List<Change> transaction() {
        var changes = new ArrayList<Change>();
        for (int i = 1 + random.nextInt(3); i > 0; i--) {
            change(changes);
        }
        return changes;
    }

    private void change(List<Change> changes) {
        var index = random.nextInt(rows.size());
        var table = rows.get(index);
        var id = id();
        var before = table.get(id);
        if (before == null) {
            var after = row(id);
            table.put(id, after);
            changes.add(new Change("t" + index, null, after));
            return;
        }
        switch (random.nextInt(6)) {
            case 0 -> {
                table.remove(id);
                changes.add(new Change("t" + index, before, null));
            }
            case 1 -> {
                var free = id();
                if (!table.containsKey(free)) {
                    var moved = new HashMap<>(before);
                    moved.put("id", free);
                    table.remove(id);
                    table.put(free, moved);
                    changes.add(new Change("t" + index, before, null));
                    changes.add(new Change("t" + index, null, moved));
                }
            }
            default -> {
                var after = new HashMap<>(before);
                var drawn = row(id);
                for (int i = 1 + random.nextInt(2); i > 0; i--) {
                    var column = COLUMNS.get(random.nextInt(COLUMNS.size()));
                    after.put(column, drawn.get(column));
                }
                table.put(id, after);
                changes.add(new Change("t" + index, before, after));
            }
        }
    }

    private Map<String, @Nullable String> row(String id) {
        var row = new HashMap<String, @Nullable String>();
        row.put("id", id);
        row.put("a", random.nextInt(8) == 0 ? null : id());
        row.put("b", random.nextInt(8) == 0 ? null : id());
        row.put("n", random.nextInt(8) == 0 ? null : String.valueOf(random.nextInt(MOST_NUMBERS)));
        row.put("s", random.nextInt(8) == 0 ? null : "it's \\ " + random.nextInt(MOST_NUMBERS));
        return row;
    }

    private String id() {
        return "r" + random.nextInt(IDS);
    }
}
