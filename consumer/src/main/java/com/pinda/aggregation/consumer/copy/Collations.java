package com.pinda.aggregation.consumer.copy;

import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** The collations of the copies: the configured one, and the best that the server has for comparing bytes. */
@Component
public final class Collations {

    /** MariaDB's, MySQL's, and that of older servers, to which blanks at the end are nothing. */
    private static final String EXACT = """
            SELECT collation_name FROM information_schema.collations
            WHERE collation_name IN ('utf8mb4_nopad_bin', 'utf8mb4_0900_bin', 'utf8mb4_bin')
            ORDER BY FIELD(collation_name, 'utf8mb4_nopad_bin', 'utf8mb4_0900_bin', 'utf8mb4_bin')
            LIMIT 1
            """;

    private final JdbcTemplate jdbc;
    private final CopyProperties properties;
    private volatile @Nullable String exact;

    Collations(JdbcTemplate jdbc, CopyProperties properties) {
        this.jdbc = jdbc;
        this.properties = properties;
    }

    Collation of(String copyName) {
        var indexed = properties.copyIndexes().stream()
                .filter(index -> index.copyName().equals(copyName))
                .flatMap(index -> index.columns().stream())
                .map(column -> column.toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet());
        return new Collation(properties.collation(), exact(), indexed);
    }

    /** The configured collation. */
    public String ofText() {
        return properties.collation();
    }

    /** The collation that compares text by its bytes. */
    public String exact() {
        var known = exact;
        if (known == null) {
            known = jdbc.queryForObject(EXACT, String.class);
            exact = known;
        }
        return String.valueOf(known);
    }
}
