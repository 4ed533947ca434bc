package com.pinda.aggregation.local.stack;

import java.util.Locale;
import java.util.Set;

/** Which database the stack starts. */
enum Database {
    MARIADB,
    MYSQL;

    static Database parse(String text) {
        for (var database : values()) {
            if (database.toString().equals(text)) {
                return database;
            }
        }
        throw new IllegalArgumentException("'%s' is none of mariadb, mysql".formatted(text));
    }

    Part part(Site site, Accounts accounts, Set<String> moreDatabases) {
        return switch (this) {
            case MARIADB -> new MariaDb(site, accounts, moreDatabases);
            case MYSQL -> new MySql(site, accounts, moreDatabases);
        };
    }

    /** The name as it is written in the option. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
