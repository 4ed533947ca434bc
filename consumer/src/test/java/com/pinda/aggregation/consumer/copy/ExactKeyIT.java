package com.pinda.aggregation.consumer.copy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Keys are one key only where they are the same bytes, as in a source whose key is {@code utf8mb4_bin}, NO PAD. */
class ExactKeyIT {

    private static final List<String> KEYS = List.of("abc", "ABC", "a", "a ", "😀", "😁", "é", "e");

    private final String prefix = "k" + Long.toString(System.nanoTime(), 36);
    private final SourceTable words = SourceTable.of(prefix, "shop.words", "word varchar(20) key", "name varchar(20)");
    private final SourceTable uses =
            SourceTable.of(prefix, "shop.uses", "id bigint key", "word varchar(20)", "name varchar(20)");
    private Topics topics;
    private Target target;

    @BeforeEach
    void prepare() {
        topics = new Topics(prefix);
        target = new Target(prefix);
        topics.create(words.topic(), 4);
        topics.create(uses.topic(), 1);
    }

    @AfterEach
    void stop() {
        target.close();
        topics.close();
    }

    @Test
    void keysThatDifferByAByteAreRowsOfTheirOwn() {
        target.start("cdc.copy.tables=shop.words");

        topics.publish(inserted());
        target.awaitChanges(KEYS.size());

        assertThat(words()).containsExactlyInAnyOrderElementsOf(KEYS);
    }

    @Test
    void aDeleteTakesItsOwnRowOnly() {
        target.start("cdc.copy.tables=shop.words");
        topics.publish(inserted());
        target.awaitChanges(KEYS.size());

        topics.publish(words.delete(2, "abc", "n"), words.delete(2, "a ", "n"), words.delete(2, "😁", "n"));
        target.awaitChanges(KEYS.size() + 3L);

        assertThat(words()).containsExactlyInAnyOrder("ABC", "a", "😀", "é", "e");
    }

    @Test
    void aKeyThatBecameWiderIsComparedAsBefore() {
        target.start("cdc.copy.tables=shop.words");
        topics.publish(inserted());
        target.awaitChanges(KEYS.size());
        var wider = SourceTable.of(prefix, "shop.words", "word varchar(40) key", "name varchar(20)");

        topics.publish(wider.insert(2, "aBc", "n"));
        target.awaitChanges(KEYS.size() + 1L);

        assertThat(words()).hasSize(KEYS.size() + 1).contains("abc", "ABC", "aBc");
    }

    @Test
    void anIndexedColumnIsComparedAsKeysAreAndAnyOtherAsConfigured() {
        topics.publish(uses.insert(1, 1L, "abc", "Ann"));
        target.start("cdc.copy.tables=shop.words,shop.uses", "cdc.copy.collation=utf8mb4_unicode_ci");
        target.awaitChanges(1);
        assertThat(collation("uses", "word")).isEqualTo("utf8mb4_unicode_ci");
        target.stop();

        target.start(
                "cdc.copy.tables=shop.words,shop.uses",
                "cdc.copy.collation=utf8mb4_unicode_ci",
                "cdc.copy.indexes=uses(word),words(name)");
        topics.publish(words.insert(2, "abc", "n"));
        target.awaitChanges(2);

        assertThat(Stream.of("word", "name").map(column -> collation("uses", column)))
                .containsExactly("utf8mb4_nopad_bin", "utf8mb4_unicode_ci");
        assertThat(Stream.of("word", "name").map(column -> collation("words", column)))
                .containsExactly("utf8mb4_nopad_bin", "utf8mb4_nopad_bin");
        assertThat(target.rows("EXPLAIN SELECT STRAIGHT_JOIN 1 FROM words w JOIN uses u ON u.word = w.word")
                        .get(1))
                .containsEntry("type", "ref")
                .containsEntry("key", "ix_word");
    }

    private SourceTable.Event[] inserted() {
        return KEYS.stream().map(key -> words.insert(1, key, "n")).toArray(SourceTable.Event[]::new);
    }

    private List<Object> words() {
        return target.rows("SELECT word FROM words").stream()
                .map(row -> row.get("word"))
                .toList();
    }

    private Object collation(String table, String column) {
        return target.jdbc()
                .sql("SELECT collation_name FROM information_schema.columns WHERE table_schema = DATABASE()"
                        + " AND table_name = ? AND column_name = ?")
                .params(table, column)
                .query(String.class)
                .single();
    }
}
