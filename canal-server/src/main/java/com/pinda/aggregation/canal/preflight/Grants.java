package com.pinda.aggregation.canal.preflight;

import com.pinda.aggregation.canal.history.TableName;
import com.pinda.aggregation.canal.source.SourceConnection;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether the account may read the binlog and the tables' definitions. */
final class Grants {

    private static final Logger log = LoggerFactory.getLogger(Grants.class);

    private static final Pattern GRANT = Pattern.compile("GRANT (.+?) ON (.+?) TO .*", Pattern.DOTALL);

    /** A filter of one database, with its dots escaped as canal wants them: {@code pd_oms\\.pd_order}. */
    private static final Pattern ONE_DATABASE = Pattern.compile("([\\w$-]+)\\\\+\\.(.*)");

    private static final String TABLES = """
            SELECT table_schema, table_name
            FROM information_schema.tables
            WHERE table_type IN ('BASE TABLE', 'SYSTEM VERSIONED')
              AND table_schema NOT IN ('mysql', 'sys', 'performance_schema', 'information_schema')
            """;

    private record Grant(Set<String> privileges, GrantScope on) {}

    /**
     * What the account may do.
     *
     * @param known whether what it may do by its active roles is in it
     */
    private record Held(List<Grant> grants, boolean known) {}

    /** A part of the filter that names its database. */
    private record Wanted(String database, String tables) {}

    private final SourceConnection connection;

    Grants(SourceConnection connection) {
        this.connection = connection;
    }

    /**
     * Checks them.
     *
     * @param filter the captured tables as the operator wrote them
     * @param captured the same as a predicate
     */
    List<Check> check(String user, String filter, Predicate<TableName> captured) throws IOException {
        var held = held();
        var checks = new ArrayList<Check>();
        checks.add(global(held, user, "REPLICATION SLAVE", Set.of("REPLICATION SLAVE", "REPLICATION REPLICA")));
        checks.add(
                connection.version().mariaDb()
                        ? global(held, user, "BINLOG MONITOR", Set.of("BINLOG MONITOR", "REPLICATION CLIENT"))
                        : global(held, user, "REPLICATION CLIENT", Set.of("REPLICATION CLIENT")));
        checks.add(select(held, user, filter, captured));
        return checks;
    }

    /** MariaDB shows what the active role grants as well, MySQL only where the roles are named. */
    private Held held() throws IOException {
        var roles = activeRoles();
        if (roles.isEmpty()) {
            return new Held(grants("SHOW GRANTS"), true);
        }
        try {
            return new Held(grants("SHOW GRANTS FOR CURRENT_USER() USING " + roles), true);
        } catch (IOException e) {
            log.debug("the source does not show what roles grant: roles={}", roles, e);
            return new Held(grants("SHOW GRANTS"), false);
        }
    }

    private String activeRoles() throws IOException {
        if (!connection.version().isMysqlFrom(8, 0)) {
            return "";
        }
        var roles =
                String.valueOf(connection.rows("SELECT CURRENT_ROLE()").get(0).get(0));
        return roles.equals("NONE") ? "" : roles;
    }

    private List<Grant> grants(String sql) throws IOException {
        return connection.rows(sql).stream()
                .map(row -> GRANT.matcher(String.valueOf(row.get(0))))
                .filter(m -> m.matches())
                .map(m -> grant(m.group(1), m.group(2)))
                .toList();
    }

    private static Check global(Held held, String user, String name, Set<String> accepted) {
        return held.grants().stream().filter(g -> g.on().isGlobal()).anyMatch(g -> has(g, accepted))
                ? Check.ok("grant " + name, "granted")
                : missing(held, name, "GRANT " + name + " ON *.* TO '" + user + "'@'%'");
    }

    private Check select(Held held, String user, String filter, Predicate<TableName> captured) throws IOException {
        var reading = held.grants().stream()
                .filter(g -> has(g, Set.of("SELECT")))
                .map(Grant::on)
                .toList();
        if (reading.stream().anyMatch(GrantScope::isGlobal)) {
            return Check.ok("grant SELECT", "granted");
        }
        var parts = Arrays.stream(filter.split(",", -1)).map(String::strip).toList();
        var named = wanted(parts);
        var others = named.size() < parts.size() ? others(named, captured) : List.<TableName>of();
        var unread = Stream.concat(
                        named.stream()
                                .filter(w -> reading.stream().noneMatch(on -> on.covers(w.database(), w.tables())))
                                .map(Wanted::database),
                        others.stream()
                                .filter(t -> reading.stream().noneMatch(on -> on.covers(t)))
                                .map(TableName::database))
                .distinct()
                .toList();
        if (!unread.isEmpty()) {
            return missing(
                    held,
                    "SELECT",
                    unread.stream()
                            .map(database -> "GRANT SELECT ON `" + database + "`.* TO '" + user + "'@'%'")
                            .collect(Collectors.joining("; ")));
        }
        if (named.size() == parts.size()) {
            return Check.ok("grant SELECT", "granted");
        }
        if (!others.isEmpty()) {
            return Check.ok("grant SELECT", "granted on all tables that it sees: " + others.size());
        }
        var everything = "GRANT SELECT ON *.* TO '" + user + "'@'%'";
        return reading.isEmpty()
                ? missing(held, "SELECT", everything)
                : Check.unknown("grant SELECT", "it sees no table that the filter's patterns name", everything);
    }

    /** The captured tables of databases that the filter does not name, as far as the account sees them. */
    private List<TableName> others(List<Wanted> named, Predicate<TableName> captured) throws IOException {
        return connection.rows(TABLES).stream()
                .map(row -> new TableName(String.valueOf(row.get(0)), String.valueOf(row.get(1))))
                .filter(captured)
                .filter(table -> named.stream().noneMatch(w -> w.database().equals(table.database())))
                .toList();
    }

    private static Check missing(Held held, String name, String fix) {
        return held.known()
                ? Check.failed("grant " + name, "not granted", fix)
                : Check.unknown("grant " + name, "not granted directly, and its roles cannot be examined", fix);
    }

    private static boolean has(Grant grant, Set<String> accepted) {
        return grant.privileges().stream().anyMatch(p -> p.startsWith("ALL") || accepted.contains(p));
    }

    private static Grant grant(String privileges, String on) {
        // a column grant, SELECT (a, b), is left whole and so is none
        var names = Arrays.stream(privileges.toUpperCase(Locale.ROOT).split(",(?![^(]*\\))"))
                .map(String::strip)
                .collect(Collectors.toSet());
        return new Grant(names, new GrantScope(on));
    }

    private static List<Wanted> wanted(List<String> parts) {
        return parts.stream()
                .map(ONE_DATABASE::matcher)
                .filter(part -> part.matches())
                .map(part -> new Wanted(part.group(1), part.group(2)))
                .toList();
    }
}
