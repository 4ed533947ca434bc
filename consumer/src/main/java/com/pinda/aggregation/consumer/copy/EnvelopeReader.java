package com.pinda.aggregation.consumer.copy;

import com.pinda.aggregation.schema.wire.WireFormat;
import org.apache.avro.Schema;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Finds in an envelope what a copy needs of it: where the row is, and the change's position and time. */
final class EnvelopeReader {

    private static final int ABSENT = -1;

    private final Part[] parts;

    /** A reader of envelopes that were written with {@code envelope}. */
    EnvelopeReader(Schema envelope) {
        parts = parts(envelope);
    }

    /** The record of a row in {@code envelope}. */
    static Schema row(Schema envelope) {
        var after = envelope.getType() == Schema.Type.RECORD ? envelope.getField("after") : null;
        if (after == null || !after.schema().isUnion()) {
            throw new IllegalArgumentException("not an envelope: " + envelope.getFullName());
        }
        return after.schema().getTypes().get(rowBranch(after.schema()));
    }

    Change read(ConsumerRecord<byte[], byte[]> record, RowWriter rows) {
        var places = places(record.value());
        var deleted = places.after == ABSENT;
        return new Change(
                record, rows, deleted ? places.before : places.after, deleted, places.position, places.eventTsMs);
    }

    /**
     * Where the rows of an envelope begin; -1 where there is none, but never both.
     *
     * @param position place in the binlogs
     * @param eventTsMs commit time in the source
     */
    record Places(int before, int after, long position, long eventTsMs) {}

    Places places(byte[] value) {
        var in = new AvroInput(value, WireFormat.HEADER_BYTES);
        var before = ABSENT;
        var after = ABSENT;
        long position = ABSENT;
        long eventTsMs = 0;
        for (var part : parts) {
            switch (part.name) {
                case BEFORE -> before = rowAt(in, part);
                case AFTER -> after = rowAt(in, part);
                case POSITION -> position = in.readLong();
                case EVENT_TS -> eventTsMs = in.readLong();
                case OTHER -> part.skip.over(in);
            }
        }
        if (before == ABSENT && after == ABSENT) {
            throw new IllegalArgumentException("it has a row neither before nor after the change");
        }
        if (position == ABSENT) {
            throw new IllegalArgumentException("it has no source.position");
        }
        return new Places(before, after, position, eventTsMs);
    }

    private static int rowAt(AvroInput in, Part part) {
        if (in.readLong() != part.branch) {
            return ABSENT;
        }
        var row = in.at();
        part.skip.over(in);
        return row;
    }

    private static Part[] parts(Schema envelope) {
        var parts = new java.util.ArrayList<Part>();
        for (var field : envelope.getFields()) {
            switch (field.name()) {
                case "before" -> parts.add(Part.row(Name.BEFORE, field.schema()));
                case "after" -> parts.add(Part.row(Name.AFTER, field.schema()));
                case "source" -> field.schema().getFields().forEach(f -> parts.add(Part.ofSource(f)));
                default -> parts.add(new Part(Name.OTHER, ABSENT, Skip.of(field.schema())));
            }
        }
        return parts.toArray(Part[]::new);
    }

    private static int rowBranch(Schema union) {
        var branches = union.getTypes();
        for (int i = 0; i < branches.size(); i++) {
            if (branches.get(i).getType() == Schema.Type.RECORD) {
                return i;
            }
        }
        throw new IllegalArgumentException("no row in " + union);
    }

    private enum Name {
        BEFORE,
        AFTER,
        POSITION,
        EVENT_TS,
        OTHER
    }

    private record Part(Name name, int branch, Skip skip) {

        static Part row(Name name, Schema union) {
            var branch = rowBranch(union);
            return new Part(name, branch, Skip.of(union.getTypes().get(branch)));
        }

        static Part ofSource(Schema.Field field) {
            var name = switch (field.name()) {
                case "position" -> Name.POSITION;
                case "ts_ms" -> Name.EVENT_TS;
                default -> Name.OTHER;
            };
            return new Part(name, ABSENT, Skip.of(field.schema()));
        }
    }
}
