package com.pinda.aggregation.consumer.copy;

import com.pinda.aggregation.schema.ColumnDefinition;
import com.pinda.aggregation.schema.Sensitivity;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * Notes which columns of copies not everybody may see, as the schemas of their changes say. What was so once stays so:
 * an old record that is read again, from before its column was marked, must not unveil it.
 */
@Component
final class SensitiveColumns {

    private static final String NOTE = """
            INSERT INTO _sensitive (copy_name, column_name, sensitivity) VALUES (?, ?, ?)
            ON DUPLICATE KEY UPDATE sensitivity = GREATEST(sensitivity, VALUES(sensitivity))
            """;

    private final JdbcTemplate jdbc;

    SensitiveColumns(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    void note(String copyName, List<ColumnDefinition> columns) {
        var rows = columns.stream()
                .filter(column -> column.sensitivity() != Sensitivity.NONE)
                .map(column -> new Object[] {
                    copyName, column.name(), column.sensitivity().text()
                })
                .toList();
        if (!rows.isEmpty()) {
            jdbc.batchUpdate(NOTE, rows);
        }
    }
}
