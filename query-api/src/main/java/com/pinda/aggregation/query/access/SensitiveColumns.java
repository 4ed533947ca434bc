package com.pinda.aggregation.query.access;

import com.pinda.aggregation.schema.Sensitivity;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.BadSqlGrammarException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Reads of which columns a view's values are made, and which of them not everybody may see. */
@Repository
class SensitiveColumns {

    private static final Logger log = LoggerFactory.getLogger(SensitiveColumns.class);

    private static final String ORIGINS = "SELECT origins FROM _view WHERE of_view = ? AND state = 'live'";

    private static final String SENSITIVE =
            "SELECT CONCAT(copy_name, '.', column_name) AS origin, sensitivity FROM _sensitive";

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final TypeReference<Map<String, List<String>>> PATHS = new TypeReference<>() {};

    private final JdbcClient jdbc;

    SensitiveColumns(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Of one view; where it is not known of which columns its values are made, each may be of one that is personal. */
    Sensitive of(String view) {
        try {
            var origins = jdbc.sql(ORIGINS).param(view).query(String.class).optional();
            if (origins.isPresent() && !origins.get().isBlank()) {
                return Sensitive.of(JSON.readValue(origins.get(), PATHS), sensitive());
            }
            log.warn("all text is masked, as it is not known of which columns it is made: view={}", view);
        } catch (BadSqlGrammarException | JacksonException | IllegalArgumentException e) {
            log.warn("all text is masked, as it cannot be read of which columns it is made: view={}", view, e);
        }
        return Sensitive.UNKNOWN;
    }

    private Map<String, Sensitivity> sensitive() {
        var columns = new HashMap<String, Sensitivity>();
        jdbc.sql(SENSITIVE).query(row -> {
            columns.put(row.getString("origin"), Sensitivity.of(row.getString("sensitivity")));
        });
        return columns;
    }
}
