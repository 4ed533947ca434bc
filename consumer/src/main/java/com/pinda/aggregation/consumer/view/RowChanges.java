package com.pinda.aggregation.consumer.view;

import com.pinda.aggregation.consumer.view.topic.Publication;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionOperations;

/** What becomes of the rows of one batch of keys, published where the view is. */
final class RowChanges {

    private final Optional<Publication> publication;
    private final Set<ViewKey> published;

    /** @param published keys whose rows are published even if they are as they were */
    RowChanges(Optional<Publication> publication, Set<ViewKey> published) {
        this.publication = publication;
        this.published = published;
    }

    /**
     * Writes rows in a transaction, and publishes what is noted in it.
     *
     * @return how many were written
     */
    long in(TransactionOperations transaction, LongSupplier write) {
        if (publication.isPresent()) {
            return publication.get().in(transaction, write::getAsLong);
        }
        var written = transaction.execute(status -> write.getAsLong());
        return written == null ? 0 : written;
    }

    /** Notes how rows were, and are now. */
    void note(Collection<ViewKey> keys, Map<ViewKey, ViewRows.Row> before, Map<ViewKey, ViewRows.Row> after) {
        publication.ifPresent(changes -> {
            before.forEach((key, row) -> {
                if (!after.containsKey(key)) {
                    changes.deleted(key.json(), row.values());
                }
            });
            after.forEach((key, row) -> note(changes, key, before.get(key), row));
            for (var key : keys) {
                if (published.contains(key) && !before.containsKey(key) && !after.containsKey(key)) {
                    changes.deleted(key.json(), null);
                }
            }
        });
    }

    private void note(Publication changes, ViewKey key, ViewRows.@Nullable Row before, ViewRows.Row after) {
        if (before == null || !before.isLike(after)) {
            changes.written(key.json(), before == null ? null : before.values(), after.values());
        } else if (published.contains(key)) {
            changes.unchanged(key.json(), after.values());
        }
    }

    /** Notes, in the present transaction, that what was published is. */
    void settle() {
        publication.ifPresent(Publication::settle);
    }
}
