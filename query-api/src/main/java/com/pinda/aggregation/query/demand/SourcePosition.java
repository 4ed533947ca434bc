package com.pinda.aggregation.query.demand;

import com.pinda.aggregation.query.freshness.Capture;
import com.pinda.aggregation.query.freshness.Reached;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.regex.Pattern;

/** A place in the log of a source that an answer has to be behind of. */
sealed interface SourcePosition {

    /** How one is written. */
    String FORMS = "a GTID or GTID set (0-1-4711, or <uuid>:1-77), <binlog file>:<offset>, or a commit time as"
            + " 2026-02-28T09:30:00Z or in milliseconds since the epoch";

    /** Whether all changes up to it are among those that were reached. */
    boolean isIn(Reached reached);

    /** Why it can never be told, where that is so. */
    default Optional<String> refusal(Reached captured) {
        return Optional.empty();
    }

    /**
     * Reads one.
     *
     * @throws IllegalArgumentException where it has none of the {@link #FORMS}
     */
    static SourcePosition parse(String text) {
        try {
            if (text.matches("\\d{1,18}")) {
                return new CommitTime(Long.parseLong(text));
            }
            if (MariaDbGtids.FORM.matcher(text).matches()) {
                return new Gtids(MariaDbGtids.parse(text));
            }
            if (MySqlGtids.FORM.matcher(text).matches()) {
                return new Gtids(MySqlGtids.parse(text));
            }
            var place = LogPlace.FORM.matcher(text);
            if (place.matches()) {
                return new LogPlace(place.group(1), Long.parseLong(place.group(2)));
            }
            return new CommitTime(OffsetDateTime.parse(text).toInstant().toEpochMilli());
        } catch (DateTimeException | ArithmeticException | NumberFormatException e) {
            throw new IllegalArgumentException("'" + text + "' is no position", e);
        }
    }

    /** All that was committed until then. */
    record CommitTime(long epochMs) implements SourcePosition {

        @Override
        public boolean isIn(Reached reached) {
            return reached.aliveMs().filter(alive -> alive >= epochMs).isPresent();
        }

        @Override
        public String toString() {
            return Instant.ofEpochMilli(epochMs).toString();
        }
    }

    /** Transactions by their GTIDs. */
    record Gtids(GtidSet set) implements SourcePosition {

        @Override
        public boolean isIn(Reached reached) {
            return set.isWithin(reached.captures().stream()
                    .map(Capture::gtidSet)
                    .flatMap(Optional::stream)
                    .toList());
        }

        @Override
        public Optional<String> refusal(Reached captured) {
            return !captured.captures().isEmpty()
                            && captured.captures().stream()
                                    .map(Capture::gtidSet)
                                    .allMatch(Optional::isEmpty)
                    ? Optional.of("is a GTID, but the capture knows none of its source; demand <binlog file>:<offset>"
                            + " or a commit time")
                    : Optional.empty();
        }

        @Override
        public String toString() {
            return set.toString();
        }
    }

    /**
     * A place in the binlog.
     *
     * @param file its name
     * @param offset bytes; of a transaction, where it ends
     */
    record LogPlace(String file, long offset) implements SourcePosition {

        static final Pattern FORM = Pattern.compile("([^,:\\s]+\\.\\d{1,9}):(\\d{1,18})");

        /**
         * A capture tells where the last entry begins that it read, the source where it ends: that of a commit (Xid)
         * has 31 bytes with its checksum, and no other event that begins behind it ends within these.
         */
        private static final long COMMIT_BYTES = 31;

        @Override
        public boolean isIn(Reached reached) {
            return reached.captures().size() == 1 && reached.captures().stream().allMatch(this::isIn);
        }

        private boolean isIn(Capture capture) {
            var byFile = Long.compare(number(capture.file()), number(file));
            return byFile > 0 || (byFile == 0 && offset <= capture.pos() + COMMIT_BYTES);
        }

        private static long number(String file) {
            return Long.parseLong(file.substring(file.lastIndexOf('.') + 1));
        }

        @Override
        public Optional<String> refusal(Reached captured) {
            if (captured.captures().size() > 1) {
                return Optional.of(
                        "is of one binlog, but several sources are captured; demand a GTID or a commit time");
            }
            return captured.captures().stream()
                            .allMatch(capture -> base(capture.file()).equals(base(file)))
                    ? Optional.empty()
                    : Optional.of("is of no binlog of the source; its files are called "
                            + captured.captures().stream()
                                    .map(capture -> base(capture.file()))
                                    .findFirst()
                                    .orElse("")
                            + ".<number>");
        }

        private static String base(String file) {
            return file.substring(0, Math.max(0, file.lastIndexOf('.')));
        }

        @Override
        public String toString() {
            return file + ":" + offset;
        }
    }
}
