package com.pinda.aggregation.local.stack;

/** A database user and its password. */
record Account(String user, String password) {
    @Override
    public String toString() {
        return user;
    }
}
