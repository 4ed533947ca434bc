package com.pinda.aggregation.consumer.copy;

import com.pinda.aggregation.consumer.deadletter.ParkedRecords;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.datasource.init.DatabasePopulatorUtils;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;
import org.springframework.stereotype.Component;

/** The target database before the first poll: the consumer's own tables, and a copy of each table that is known. */
@Component
final class CopyDatabase {

    private static final Logger log = LoggerFactory.getLogger(CopyDatabase.class);

    private final DataSource database;
    private final List<CopiedTable> tables;
    private final CopyStates states;
    private final Copies copies;
    private final Progress progress;
    private final AppliedRecords applied;

    CopyDatabase(
            DataSource database,
            CopyProperties properties,
            CopyStates states,
            Copies copies,
            Progress progress,
            AppliedRecords applied) {
        this.database = database;
        this.tables = properties.copiedTables();
        this.states = states;
        this.copies = copies;
        this.progress = progress;
        this.applied = applied;
    }

    /** Makes what is not there; returns the first offset of each partition that was not applied yet. */
    Map<TopicPartition, Long> prepare() {
        DatabasePopulatorUtils.execute(
                new ResourceDatabasePopulator(
                        new ClassPathResource("schema.sql", CopyDatabase.class),
                        new ClassPathResource("schema.sql", ParkedRecords.class)),
                database);
        applied.prepare();
        var unexpected = states.expect(tables);
        if (!unexpected.isEmpty()) {
            log.warn("not copied any more, their rows stay: copies={}", unexpected);
        }
        tables.forEach(copies::prepare);
        return progress.nextOffsets();
    }
}
