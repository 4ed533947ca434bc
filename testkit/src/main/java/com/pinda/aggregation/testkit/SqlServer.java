package com.pinda.aggregation.testkit;

import java.sql.Connection;
import java.sql.SQLException;

/** A real database server on a port of loopback that tests may stop, kill and freeze. */
public interface SqlServer extends AutoCloseable {

    /** The port on 127.0.0.1. */
    int port();

    /**
     * A new connection of {@link Database#USER}; the empty string gives one without a database. The caller closes it.
     */
    Connection connect(String database) throws SQLException;

    /** Runs statements one after the other, each in a transaction of its own. */
    void execute(String... statements);

    /** Stops the server in order; data, port and options stay for {@link #resume()}. */
    void stop();

    /** SIGKILL; data, port and options stay for {@link #resume()}. */
    void kill();

    /** Starts the server again after {@link #stop()} or {@link #kill()}, on the same port and data. */
    void resume();

    /** SIGSTOP: it stands still, and its connections stay open. */
    void freeze();

    /** SIGCONT. */
    void thaw();

    /** Stops the server and deletes its data. */
    @Override
    void close();
}
