package com.pinda.aggregation.consumer.view;

import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionCallback;
import org.springframework.transaction.support.TransactionOperations;

/** Lets so many transactions of views be at work at once: the copies need connections, too, and come first. */
final class Writers {

    private final Semaphore free;

    Writers(int most) {
        free = new Semaphore(most, true);
    }

    /** Transactions that wait until there is room for them. */
    TransactionOperations over(TransactionOperations transactions) {
        return new TransactionOperations() {
            @Override
            public <T extends @Nullable Object> T execute(TransactionCallback<T> action) {
                free.acquireUninterruptibly();
                try {
                    return transactions.execute(action);
                } finally {
                    free.release();
                }
            }
        };
    }
}
