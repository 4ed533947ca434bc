package com.pinda.aggregation.producer.publish;

import static org.assertj.core.api.Assertions.assertThat;

import com.pinda.aggregation.producer.capture.LogPosition;
import com.pinda.aggregation.producer.capture.OpenTransaction;
import com.pinda.aggregation.producer.capture.Published;
import com.pinda.aggregation.producer.capture.ReadState;
import com.pinda.aggregation.schema.Checkpoint;
import com.pinda.aggregation.schema.Position;
import com.pinda.aggregation.schema.TableId;
import java.io.IOException;
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

        assertThat(CheckpointRecords.published(record))
                .isEqualTo(new Published(new ReadState(LAST, null, null, 1, 1000), 3, 2000, null, null));
    }

    private static Progress progress(ReadState state, @Nullable Long sourceServerId) {
        return new Progress(state, Position.of(3, LAST.file(), LAST.offset()).toLong(), sourceServerId, BEGUN, 1);
    }

    private static Published writtenAndRead(ReadState state, @Nullable Long sourceServerId) throws IOException {
        var bytes = CheckpointRecords.of("tms", progress(state, sourceServerId), List.of(), 2000)
                .toByteBuffer()
                .array();
        // Avro's own message form has ten bytes before the data
        var decoder = DecoderFactory.get().binaryDecoder(bytes, 10, bytes.length - 10, null);
        return CheckpointRecords.published(
                new GenericDatumReader<GenericRecord>(Checkpoint.getClassSchema()).read(null, decoder));
    }
}
