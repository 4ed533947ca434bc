package com.pinda.aggregation.query.freshness;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.net.ConnectException;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.jdbc.CannotGetJdbcConnectionException;

class AwaitedDatabaseTest {

    private static final String NAME =
            "the database jdbc:mysql://db/copies as reader (spring.datasource.url, .username, .password)";

    private final Logger logger = (Logger) LoggerFactory.getLogger(AwaitedDatabase.class);
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private final AwaitedDatabase database = new AwaitedDatabase(new Details());

    @BeforeEach
    void listen() {
        logger.setLevel(Level.INFO);
        lines.start();
        logger.addAppender(lines);
    }

    @AfterEach
    void stopListening() {
        logger.detachAppender(lines);
        logger.setLevel(null);
    }

    @Test
    void anOutageIsOneLineHoweverItsNumbersChange() {
        for (var ms = 501; ms < 510; ms++) {
            database.away(timedOut(ms));
        }

        assertThat(lines())
                .containsExactly("WARN not ready, trying again: waiting for " + NAME + ": timed out after 501ms");
    }

    @Test
    void anotherKindOfFailureIsAnotherLineAndOnlyOnce() {
        database.away(timedOut(501));
        database.away(refused());
        database.away(timedOut(502));
        database.away(refused());

        assertThat(lines())
                .containsExactly(
                        "WARN not ready, trying again: waiting for " + NAME + ": timed out after 501ms",
                        "WARN not ready, trying again: waiting for " + NAME + ": Connection refused");
    }

    @Test
    void anotherAnswerOfTheDatabaseIsAnotherLine() {
        database.away(answered("Access denied", 1045));
        database.away(timedOut(501));
        database.away(answered("Too many connections", 1040));
        database.away(answered("Access denied", 1045));

        assertThat(lines())
                .containsExactly(
                        "WARN not ready, trying again: waiting for " + NAME + ": Access denied",
                        "WARN not ready, trying again: waiting for " + NAME + ": timed out after 501ms",
                        "WARN not ready, trying again: waiting for " + NAME + ": Too many connections");
    }

    @Test
    void itsEndIsALineTooAndTheNextOneBeginsAnew() {
        database.answered();
        database.away(refused());
        database.answered();
        database.answered();
        database.away(refused());

        assertThat(lines())
                .containsExactly(
                        "WARN not ready, trying again: waiting for " + NAME + ": Connection refused",
                        "INFO answers again: " + NAME,
                        "WARN not ready, trying again: waiting for " + NAME + ": Connection refused");
    }

    private static CannotGetJdbcConnectionException timedOut(int ms) {
        return new CannotGetJdbcConnectionException("no connection", new SQLException("timed out after " + ms + "ms"));
    }

    private static CannotGetJdbcConnectionException answered(String words, int code) {
        return new CannotGetJdbcConnectionException("no connection", new SQLException(words, "28000", code));
    }

    private static CannotGetJdbcConnectionException refused() {
        var driver = new SQLException("Communications link failure", new ConnectException("Connection refused"));
        return new CannotGetJdbcConnectionException("no connection", driver);
    }

    private List<String> lines() {
        return lines.list.stream()
                .map(event -> event.getLevel() + " " + event.getFormattedMessage())
                .toList();
    }

    private record Details() implements JdbcConnectionDetails {
        @Override
        public String getJdbcUrl() {
            return "jdbc:mysql://reader:tiger@db/copies?password=tiger";
        }

        @Override
        public String getUsername() {
            return "reader";
        }

        @Override
        public String getPassword() {
            return "tiger";
        }
    }
}
