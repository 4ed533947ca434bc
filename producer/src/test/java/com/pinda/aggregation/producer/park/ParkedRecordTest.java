package com.pinda.aggregation.producer.park;

import static org.assertj.core.api.Assertions.assertThat;
import static org.quicktheories.QuickTheory.qt;
import static org.quicktheories.generators.SourceDSL.booleans;
import static org.quicktheories.generators.SourceDSL.integers;

import com.pinda.aggregation.producer.capture.BadChangeException;
import com.pinda.aggregation.producer.capture.LogEvent;
import com.pinda.aggregation.producer.capture.StoredChange;
import com.pinda.aggregation.schema.Operation;
import com.pinda.aggregation.schema.ParkedChange;
import com.pinda.aggregation.schema.TableId;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;

class ParkedRecordTest {

    @Test
    void theChunksOfAChangeMakeItAgainAndNoneIsTooLarge() {
        qt().forAll(
                        integers().between(0, 2_000),
                        integers().between(1, 300),
                        booleans().all())
                .checkAssert((size, most, withGtid) -> {
                    var change = change(size, withGtid);

                    var chunks = ParkedRecord.chunks(record(change), most);

                    assertThat(chunks)
                            .allSatisfy(chunk ->
                                    assertThat(chunk.getData().remaining()).isLessThanOrEqualTo(most));
                    assertThat(ParkedRecord.stored(chunks.get(0), joined(chunks)))
                            .isEqualTo(change);
                });
    }

    @Test
    void aCauseIsCutSoThatItsRecordIsNotTooLarge() {
        var failure = new BadChangeException("x".repeat(100_000));

        var headers = ParkedRecord.headers("tms.shop.t", "tms", String.valueOf(failure.getMessage()), failure);

        assertThat(headers)
                .allSatisfy(header -> assertThat(header.value().length).isLessThan(3_000));
        assertThat(headers)
                .extracting(header -> header.key())
                .contains("__connect.errors.topic", "__connect.errors.exception.class.name");
    }

    private static ByteBuffer joined(List<ParkedChange> chunks) {
        var data = new ByteArrayOutputStream();
        for (int i = 0; i < chunks.size(); i++) {
            var chunk = chunks.get(i);
            assertThat(chunk.getChunk()).isEqualTo(i);
            assertThat(chunk.getChunks()).isEqualTo(chunks.size());
            var part = chunk.getData().duplicate();
            while (part.hasRemaining()) {
                data.write(part.get());
            }
        }
        return ByteBuffer.wrap(data.toByteArray());
    }

    private static ParkedChange record(StoredChange change) {
        return ParkedRecord.of("tms", change, 3, List.of(ByteBuffer.wrap(new byte[] {1, 2})), "why", null, 5);
    }

    private static StoredChange change(int size, boolean withGtid) {
        var data = new byte[size];
        for (int i = 0; i < size; i++) {
            data[i] = (byte) (i * 31);
        }
        var event = new LogEvent("mysql-bin.000007", 150, (7L << 32) + 150, 1, 1_000, withGtid ? "u:5" : null, "u:5");
        return new StoredChange(
                event,
                new TableId("shop", "orders"),
                Operation.UPDATE,
                2,
                4,
                3,
                ByteBuffer.wrap("{}".getBytes(java.nio.charset.StandardCharsets.UTF_8)),
                ByteBuffer.wrap(data));
    }
}
