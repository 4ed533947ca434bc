package com.pinda.aggregation.producer.publish;

import com.pinda.aggregation.producer.capture.LogPosition;
import com.pinda.aggregation.producer.capture.OpenTransaction;
import com.pinda.aggregation.producer.capture.Published;
import com.pinda.aggregation.producer.capture.ReadState;
import com.pinda.aggregation.schema.Checkpoint;
import com.pinda.aggregation.schema.PartitionEnd;
import com.pinda.aggregation.schema.Position;
import com.pinda.aggregation.schema.Resend;
import com.pinda.aggregation.schema.TableChanges;
import com.pinda.aggregation.schema.TableId;
import com.pinda.aggregation.schema.Unfinished;
import java.util.HashMap;
import java.util.List;
import org.apache.avro.generic.GenericRecord;
import org.jspecify.annotations.Nullable;

/** Checkpoints as they stand in their topic. Those of earlier producers lack the newer fields. */
final class CheckpointRecords {

    private static final String SOURCE_SERVER_ID = "source_server_id";
    private static final String BINLOG_BEGUN = "binlog_begun_s";
    private static final String UNFINISHED = "unfinished";
    private static final String PARKED = "parked";

    private CheckpointRecords() {}

    static Checkpoint of(String destination, Progress progress, List<PartitionEnd> ends, long nowMs) {
        var state = progress.state();
        var open = state.open();
        var checkpoint = Checkpoint.newBuilder()
                .setDestination(destination)
                .setPosition(progress.position())
                .setFile(state.last().file())
                .setPos(state.last().offset())
                .setOrdinal(state.last().ordinal())
                .setServerId(state.serverId())
                .setCommitTsMs(state.commitTimeMs())
                .setPublishedTsMs(nowMs)
                .setComplete(open == null)
                .setChanges(progress.changes())
                .setEnds(ends);
        var gtidSet = state.gtidSet();
        if (gtidSet != null) {
            checkpoint.setGtid(gtidSet);
        }
        var source = progress.sourceServerId();
        if (source != null) {
            checkpoint.setSourceServerId(source);
        }
        var begun = progress.binlogBegunSeconds();
        if (begun != null) {
            checkpoint.setBinlogBegunS(begun);
        }
        if (open != null) {
            checkpoint.setTransactionId(open.id()).setUnfinished(unfinished(open));
        }
        if (!progress.parked().isEmpty()) {
            checkpoint.setParked(ParkedTables.written(progress.parked()));
        }
        return checkpoint.build();
    }

    private static Unfinished unfinished(OpenTransaction open) {
        return Unfinished.newBuilder()
                .setBeginPos(open.beginOffset())
                .setHasBegin(open.hasBegin())
                .setChanges(open.records())
                .setTables(open.tableRecords().entrySet().stream()
                        .map(table -> new TableChanges(
                                table.getKey().database(), table.getKey().table(), table.getValue()))
                        .toList())
                .setChecksum(open.checksum())
                .setResends(open.resends().stream()
                        .map(resend -> new Resend(resend.ordinal(), resend.checksum()))
                        .toList())
                .build();
    }

    /** The last checkpoint as one that goes on after it needs it. */
    static LastCheckpoint last(GenericRecord checkpoint) {
        var parked = checkpoint.hasField(PARKED) ? (List<?>) checkpoint.get(PARKED) : null;
        return new LastCheckpoint(
                published(checkpoint),
                parked == null
                        ? List.of()
                        : ParkedTables.read(
                                parked.stream().map(GenericRecord.class::cast).toList()));
    }

    static Published published(GenericRecord checkpoint) {
        var last = new LogPosition(
                checkpoint.get("file").toString(), (Long) checkpoint.get("pos"), (Integer) checkpoint.get("ordinal"));
        var state = new ReadState(
                last, open(checkpoint), (String) checkpoint.get("gtid"), (Long) checkpoint.get("server_id"), (Long)
                        checkpoint.get("commit_ts_ms"));
        return new Published(
                state,
                Position.of((Long) checkpoint.get("position")).epoch(),
                (Long) checkpoint.get("published_ts_ms"),
                number(checkpoint, SOURCE_SERVER_ID),
                number(checkpoint, BINLOG_BEGUN));
    }

    private static @Nullable Long number(GenericRecord checkpoint, String field) {
        return checkpoint.hasField(field) ? (Long) checkpoint.get(field) : null;
    }

    private static @Nullable OpenTransaction open(GenericRecord checkpoint) {
        if (!checkpoint.hasField(UNFINISHED) || checkpoint.get(UNFINISHED) == null) {
            return null;
        }
        var unfinished = (GenericRecord) checkpoint.get(UNFINISHED);
        var tables = new HashMap<TableId, Long>();
        for (var element : (List<?>) unfinished.get("tables")) {
            var table = (GenericRecord) element;
            tables.put(
                    new TableId(
                            table.get("database").toString(), table.get("table").toString()),
                    (Long) table.get("changes"));
        }
        return new OpenTransaction(
                checkpoint.get("transaction_id").toString(),
                (Long) unfinished.get("begin_pos"),
                (Boolean) unfinished.get("has_begin"),
                (Long) unfinished.get("changes"),
                tables,
                (Integer) unfinished.get("checksum"),
                ((List<?>) unfinished.get("resends"))
                        .stream()
                                .map(GenericRecord.class::cast)
                                .map(resend -> new OpenTransaction.Resend(
                                        (Integer) resend.get("ordinal"), (Integer) resend.get("checksum")))
                                .toList());
    }
}
