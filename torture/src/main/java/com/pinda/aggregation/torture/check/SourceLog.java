package com.pinda.aggregation.torture.check;

import com.github.shyiko.mysql.binlog.BinaryLogClient;
import com.github.shyiko.mysql.binlog.event.Event;
import com.pinda.aggregation.schema.TableId;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** The source's binlog from where it was last read to its present end, as Zendesk's connector reads it. */
final class SourceLog {

    /** Its client tells of each connection. */
    private static final Logger CLIENT = Logger.getLogger(BinaryLogClient.class.getName());

    private static final long FIRST_OFFSET = 4;
    private static final long SMALLEST_SERVER_ID = 1_000_000;

    private final Server source;
    private final BinlogEvents events = new BinlogEvents();
    private final LogReader reader = new LogReader(events);
    private @Nullable LogSpot last;

    SourceLog(Server source) {
        this.source = source;
        CLIENT.setLevel(Level.WARNING);
    }

    /**
     * Reads on.
     *
     * @param tables the checked tables as they are now
     * @throws IllegalStateException where the log cannot be read to its end
     */
    void read(Map<TableId, Table> tables, LogHandler handler) {
        var from = last == null ? begin() : last;
        var end = end();
        reader.tables(tables);
        reader.moveTo(from);
        try {
            dump(from, handler);
        } catch (IOException e) {
            throw new IllegalStateException("cannot read the binlog of " + source + " after " + reader.reached(), e);
        }
        var reached = reader.reached();
        if (!reached.file().equals(end.file()) || reached.offset() < end.offset()) {
            throw new IllegalStateException(
                    "the binlog of " + source + " ends at " + end + ", but could be read up to " + reached + " only");
        }
        last = reached;
    }

    private void dump(LogSpot from, LogHandler handler) throws IOException {
        var client = new BinaryLogClient(source.host(), source.port(), source.user(), source.password());
        var guard = new Guard(client);
        client.setServerId(SMALLEST_SERVER_ID + ThreadLocalRandom.current().nextInt(1 << 20));
        client.setBlocking(false);
        client.setKeepAlive(false);
        client.setBinlogFilename(from.file());
        client.setBinlogPosition(from.offset());
        client.setEventDeserializer(events);
        client.registerLifecycleListener(guard);
        client.registerEventListener(event -> guard.read(event, handler));
        client.connect();
        guard.rethrow();
    }

    /** The client logs what a listener throws, and goes on. */
    private final class Guard extends BinaryLogClient.AbstractLifecycleListener {
        private final BinaryLogClient client;
        private @Nullable Exception failure;

        Guard(BinaryLogClient client) {
            this.client = client;
        }

        void read(Event event, LogHandler handler) {
            if (failure != null) {
                return;
            }
            try {
                reader.read(event, handler);
            } catch (IOException | RuntimeException e) {
                fail(e);
            }
        }

        private void fail(Exception e) {
            if (failure == null) {
                failure = e;
            }
            try {
                client.disconnect();
            } catch (IOException closing) {
                e.addSuppressed(closing);
            }
        }

        void rethrow() throws IOException {
            if (failure != null) {
                throw new IOException("after " + reader.reached(), failure);
            }
        }

        @Override
        public void onEventDeserializationFailure(BinaryLogClient failed, Exception e) {
            fail(e);
        }

        @Override
        public void onCommunicationFailure(BinaryLogClient failed, Exception e) {
            fail(e);
        }
    }

    private LogSpot begin() {
        return new LogSpot(ask("SHOW BINARY LOGS").file(), FIRST_OFFSET);
    }

    private LogSpot end() {
        try (var connection = source.connect()) {
            var server = connection.getMetaData();
            var isNew = server.getDatabaseMajorVersion() > 8
                    || (server.getDatabaseMajorVersion() == 8 && server.getDatabaseMinorVersion() >= 2);
            return ask(
                    isNew && !server.getDatabaseProductVersion().contains("MariaDB")
                            ? "SHOW BINARY LOG STATUS"
                            : "SHOW MASTER STATUS");
        } catch (SQLException e) {
            throw new IllegalStateException("cannot ask " + source, e);
        }
    }

    private LogSpot ask(String question) {
        try (var connection = source.connect();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(question)) {
            if (!rows.next()) {
                throw new IllegalStateException(source + " writes no binlog");
            }
            return new LogSpot(rows.getString(1), rows.getLong(2));
        } catch (SQLException e) {
            throw new IllegalStateException("cannot ask " + source + ": " + question, e);
        }
    }
}
