package com.pinda.aggregation.query.feed;

import static org.assertj.core.api.Assertions.assertThat;

import com.pinda.aggregation.schema.ColumnDefinition;
import com.pinda.aggregation.schema.MySqlType;
import com.pinda.aggregation.schema.TableDefinition;
import com.pinda.aggregation.schema.TableId;
import com.pinda.aggregation.schema.TableSchemas;
import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.util.List;
import org.apache.avro.generic.GenericData;
import org.junit.jupiter.api.Test;

class EventJsonTest {

    private final TableSchemas schemas = TableSchemas.of(
            new TableDefinition(
                    new TableId("view", "v"),
                    List.of(
                            new ColumnDefinition("id", MySqlType.parse("bigint"), true),
                            new ColumnDefinition("sender_name", MySqlType.parse("varchar(20)"), false),
                            new ColumnDefinition("amount", MySqlType.parse("decimal(8,2)"), false),
                            new ColumnDefinition("create_time", MySqlType.parse("datetime"), false),
                            new ColumnDefinition("legs", MySqlType.parse("json"), false))),
            "p");

    @Test
    void aRowIsWrittenAsItsReaderMaySeeIt() {
        var row = new GenericData.Record(schemas.row());
        row.put("id", 7L);
        row.put("sender_name", "Ann");
        row.put("amount", new BigDecimal("12.50"));
        row.put("create_time", LocalDateTime.parse("2026-02-28T09:05:00"));
        row.put("legs", "[{\"driver_name\": \"li\", \"trip_id\": 12345678901234567, \"load\": 0.10}]");
        var json = new EventJson((path, value) -> path.endsWith("_name") ? "*" + path : value);

        assertThat(json.of(new FeedEvent(0, 1, "created", "7", null, row)))
                .isEqualTo("{\"id\":\"7\",\"after\":{\"id\":\"7\",\"senderName\":\"*sender_name\",\"amount\":12.50,"
                        + "\"createTime\":\"2026-02-28 09:05:00\",\"legs\":[{\"driverName\":\"*legs.driver_name\","
                        + "\"tripId\":\"12345678901234567\",\"load\":0.10}]}}");
    }
}
