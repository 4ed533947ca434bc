package com.pinda.aggregation.producer.encode;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.pinda.aggregation.producer.capture.Change;
import com.pinda.aggregation.producer.capture.LogEvent;
import com.pinda.aggregation.schema.TableId;
import com.pinda.aggregation.schema.value.AvroOutput;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/** The parts of an envelope that all rows of one event share, encoded once an event. */
final class EventHead {

    private static final String CONNECTOR = "canal";

    private final AvroOutput constant = new AvroOutput();
    private final AvroOutput source = new AvroOutput();
    private final AvroOutput transaction = new AvroOutput();
    private final Clock clock;
    private final TableId table;
    private @Nullable LogEvent event;
    private long publishedMs;

    EventHead(String version, String name, TableId table, Clock clock) {
        this.table = table;
        this.clock = clock;
        text(constant, version);
        text(constant, CONNECTOR);
        text(constant, name);
    }

    private static void text(AvroOutput out, String text) {
        out.writeBytes(text.getBytes(UTF_8));
    }

    private static void optional(AvroOutput out, @Nullable String text) {
        if (text == null) {
            out.writeLong(0);
        } else {
            out.writeLong(1);
            text(out, text);
        }
    }

    /** One event object serves all rows of an event, so identity tells enough. */
    @SuppressWarnings("ReferenceEquality")
    private boolean known(LogEvent next) {
        return event == next;
    }

    /** Writes {@code source}, {@code op}, {@code ts_ms} and {@code transaction}, in the order of the schemas. */
    void encode(Change change, byte operation, AvroOutput out) {
        if (!known(change.event())) {
            prepare(change.event());
        }
        out.append(source);
        out.writeLong(change.row());
        out.writeLong(0);
        out.writeLong(0);
        out.writeLong(change.event().position());
        out.writeLong(1);
        out.writeByte(operation);
        out.writeLong(1);
        out.writeLong(publishedMs);
        out.append(transaction);
        out.writeLong(change.totalOrder());
        out.writeLong(change.tableOrder());
    }

    /** All of {@code source} before {@code row}, and all of {@code transaction} before {@code total_order}. */
    private void prepare(LogEvent next) {
        source.reset(0);
        source.append(constant);
        source.writeLong(next.timeMs());
        source.writeLong(0);
        text(source, table.database());
        optional(source, table.table());
        source.writeLong(next.serverId());
        optional(source, next.gtid());
        text(source, next.file());
        source.writeLong(next.offset());
        transaction.reset(0);
        transaction.writeLong(1);
        text(transaction, next.transactionId());
        publishedMs = clock.millis();
        event = next;
    }
}
