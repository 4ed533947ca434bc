package com.pinda.aggregation.consumer.copy;

import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/** What was made to read each topic, for its copy as it was then. */
@Component
final class Readers {

    private final Copies copies;
    private final Keys keys;

    Readers(Copies copies, Keys keys) {
        this.copies = copies;
        this.keys = keys;
    }

    /** Has the readers of topics made again, as their copies may have changed. */
    void forget(Set<String> topics) {
        copies.forget(topics);
        keys.forget(topics);
    }

    /** Writes to tables. One that was dropped, or lost a column, is made again, where it is to be, at the next try. */
    <T> T writing(Set<CopiedTable> tables, Supplier<T> write) {
        try {
            return write.get();
        } catch (MovedCopyException e) {
            forgetOf(e.tables());
            throw e;
        } catch (DataAccessException e) {
            if (Sql.hasCode(e, Sql.NO_SUCH_TABLE) || Sql.hasCode(e, Sql.NO_SUCH_COLUMN)) {
                forgetOf(tables);
            }
            throw e;
        }
    }

    private void forgetOf(Set<CopiedTable> tables) {
        forget(tables.stream().map(CopiedTable::topic).collect(Collectors.toSet()));
    }
}
