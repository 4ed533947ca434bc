package com.pinda.aggregation.torture.check;

import com.pinda.aggregation.schema.TableId;
import com.pinda.aggregation.torture.check.Violation.Kind;
import java.net.URI;
import java.util.List;

/**
 * Compares the source's binlog, the topics and the copies: {@code var checker = Checker.of(source, kafka, registry,
 * target, tables)}, then {@code checker.check()} at each quiet point, when all that was written is published and
 * applied. Each check reads on where the last one ended, so that a run needs no more memory than the changes of one
 * round and a few bytes of each row that there is. The first begins with the oldest binlog file and the begin of the
 * topics. Not thread-safe; after an exception make a new one.
 */
public final class Checker implements AutoCloseable {

    private final Server source;
    private final Target target;
    private final List<CheckedTable> tables;
    private final List<String> views;
    private final SourceLog log;
    private final TopicLog topics;
    private final Memory memory = new Memory();

    private Checker(Server source, Target target, List<CheckedTable> tables, List<String> views, TopicLog topics) {
        this.source = source;
        this.target = target;
        this.tables = List.copyOf(tables);
        this.views = List.copyOf(views);
        this.topics = topics;
        log = new SourceLog(source);
    }

    /**
     * A checker that has read nothing yet.
     *
     * @param source the source; the account may dump its binlog
     * @param registry address of the registry, before {@code /subjects}
     * @param tables all tables that are captured
     */
    public static Checker of(Server source, Kafka kafka, URI registry, Target target, List<CheckedTable> tables) {
        return new Checker(source, target, tables, List.of(), new TopicLog(kafka, registry));
    }

    /** The same, which compares these views too; it has read nothing yet. */
    public Checker with(List<String> moreViews) {
        return new Checker(source, target, tables, moreViews, topics);
    }

    /**
     * Everything that is wrong in the topics since the last check, and in copies and views now; empty where nothing is.
     */
    public List<Violation> check() {
        var violations = new Violations();
        checkTopics(violations);
        checkCopies(violations);
        if (!views.isEmpty()) {
            new ViewCheck(source, target, violations).check(views);
        }
        return violations.list();
    }

    private void checkTopics(Violations violations) {
        var present = SourceTables.read(source, tables);
        try (var round = new Round(present, memory, violations)) {
            log.read(present, new Rounds(round, violations));
            topics.batches(round::batch);
            round.marks(topics.marks());
            topics.changes(present, round::published, sentence -> violations.add(Kind.UNREADABLE, sentence));
            round.finish();
        }
    }

    private void checkCopies(Violations violations) {
        var present = SourceTables.read(source, tables);
        present.values().forEach(table -> new CopyCheck(source, target, violations).check(table));
    }

    private record Rounds(Round round, Violations violations) implements LogHandler {
        @Override
        public void change(LoggedChange change) {
            round.logged(change);
        }

        @Override
        public void emptied(TableId table, Place place) {
            round.emptied(table, place);
        }

        @Override
        public void unchecked(String sentence) {
            violations.add(Kind.UNCHECKED, sentence);
        }
    }

    @Override
    public void close() {
        topics.close();
    }
}
