package com.pinda.aggregation.producer.publish;

import static org.assertj.core.api.Assertions.assertThat;

import com.pinda.aggregation.producer.capture.LogPosition;
import com.pinda.aggregation.producer.capture.OpenTransaction;
import com.pinda.aggregation.producer.capture.Published;
import com.pinda.aggregation.producer.capture.ReadState;
import com.pinda.aggregation.producer.capture.TableLayout;
import com.pinda.aggregation.schema.Checkpoint;
import com.pinda.aggregation.schema.Position;
import com.pinda.aggregation.schema.TableId;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.avro.io.DecoderFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CheckpointRecordsTest {

    private static final long BEGUN = 1_700_000_000;
    private static final LogPosition LAST = new LogPosition("mysql-bin.000007", 500, 3);

    @Test
    void whatACheckpointKeepsOfAnUnfinishedTransactionIsRead() throws IOException {
        var open = new OpenTransaction(
                "uuid:5",
                400,
                true,
                12,
                Map.of(new TableId("shop", "orders"), 7L, new TableId("shop", "lines"), 5L),
                -17,
                List.of(new OpenTransaction.Resend(2, 99)));

        assertThat(writtenAndRead(new ReadState(LAST, open, "uuid:1-4", 1, 1000), 2L))
                .isEqualTo(new Published(new ReadState(LAST, open, "uuid:1-4", 1, 1000), 3, 2000, 2L, BEGUN));
    }

    @Test
    void aCheckpointBetweenTwoTransactionsIsComplete() throws IOException {
        var state = new ReadState(LAST, null, null, 1, 1000);

        var record = CheckpointRecords.of("tms", progress(state, null), List.of(), 2000);

        assertThat(record.getComplete()).isTrue();
        assertThat(record.getTransactionId()).isNull();
        assertThat(writtenAndRead(state, null)).isEqualTo(new Published(state, 3, 2000, null, BEGUN));
    }

    @Test
    void whatACheckpointSaysOfParkedTablesIsRead() throws IOException {
        var state = new ReadState(LAST, null, null, 1, 1000);
        var key = KeyDigest.of(ByteBuffer.wrap(new byte[] {1}));
        var columns = List.of(new TableLayout.Column("id", "int", true));
        var paused = new ParkedTable(new TableId("shop", "orders"), "why", 1, 5, 70L, columns, Map.of(key, 60L));
        var keyed = new ParkedTable(new TableId("shop", "lines"), "why", 1, 2, null, List.of(), Map.of(key, 3L));
        var progress = new Progress(state, 0, null, BEGUN, 1, List.of(paused, keyed));

        var read = CheckpointRecords.last(read(CheckpointRecords.of("tms", progress, List.of(), 2000)));

        assertThat(read.parked()).containsExactly(paused, keyed);
    }

    @Test
    void aCheckpointOfAnEarlierProducerIsRead() {
        var earlier = SchemaBuilder.record("Checkpoint")
                .fields()
                .requiredString("file")
                .requiredLong("pos")
                .requiredInt("ordinal")
                .requiredLong("position")
                .optionalString("gtid")
                .requiredLong("server_id")
                .requiredLong("commit_ts_ms")
                .requiredLong("published_ts_ms")
                .endRecord();
        var record = new GenericRecordBuilder(earlier)
                .set("file", LAST.file())
                .set("pos", LAST.offset())
                .set("ordinal", LAST.ordinal())
                .set("position", Position.of(3, LAST.file(), LAST.offset()).toLong())
                .set("server_id", 1L)
                .set("commit_ts_ms", 1000L)
                .set("published_ts_ms", 2000L)
                .build();

        assertThat(CheckpointRecords.last(record).parked()).isEmpty();
        assertThat(CheckpointRecords.published(record))
                .isEqualTo(new Published(new ReadState(LAST, null, null, 1, 1000), 3, 2000, null, null));
    }

    private static Progress progress(ReadState state, @Nullable Long sourceServerId) {
        return new Progress(
                state, Position.of(3, LAST.file(), LAST.offset()).toLong(), sourceServerId, BEGUN, 1, List.of());
    }

    private static Published writtenAndRead(ReadState state, @Nullable Long sourceServerId) throws IOException {
        return CheckpointRecords.published(
                read(CheckpointRecords.of("tms", progress(state, sourceServerId), List.of(), 2000)));
    }

    private static GenericRecord read(Checkpoint checkpoint) throws IOException {
        var bytes = checkpoint.toByteBuffer().array();
        // Avro's own message form has ten bytes before the data
        var decoder = DecoderFactory.get().binaryDecoder(bytes, 10, bytes.length - 10, null);
        return new GenericDatumReader<GenericRecord>(Checkpoint.getClassSchema()).read(null, decoder);
    }
}
