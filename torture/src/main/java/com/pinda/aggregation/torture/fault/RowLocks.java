package com.pinda.aggregation.torture.fault;

import com.pinda.aggregation.torture.rig.Rig;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Somebody holds the rows of a copy, longer than a lock is waited for. */
final class RowLocks implements Fault {

    private static final int ATTEMPTS = 3;

    private final Rig rig;
    private @Nullable Connection holder;

    RowLocks(Rig rig) {
        this.rig = rig;
    }

    @Override
    public String name() {
        return "rows of a copy locked";
    }

    @Override
    public boolean inflict() {
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            if (lock()) {
                return true;
            }
            heal();
        }
        return false;
    }

    /** False where the consumer won a deadlock, held the rows for too long, or has made no copy yet. */
    private boolean lock() {
        try {
            var connection = rig.target().connect(Rig.TARGET);
            holder = connection;
            connection.setAutoCommit(false);
            try (var statement = connection.createStatement()) {
                statement.execute("SELECT * FROM orders FOR UPDATE");
            }
            return true;
        } catch (SQLException e) {
            return false;
        }
    }

    @Override
    public void heal() {
        if (holder != null) {
            try {
                holder.close();
            } catch (SQLException e) {
                throw new IllegalStateException("cannot let the rows go", e);
            }
            holder = null;
        }
    }
}
