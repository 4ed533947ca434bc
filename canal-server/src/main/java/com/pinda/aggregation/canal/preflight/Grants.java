package com.pinda.aggregation.canal.preflight;

import com.pinda.aggregation.canal.source.SourceConnection;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Whether the account may read the binlog and the tables' definitions. */
final class Grants {

    private static final Pattern GRANT = Pattern.compile("GRANT (.+?) ON (.+?) TO .*", Pattern.DOTALL);

    /** A filter of one database, with its dots escaped as canal wants them: {@code pd_oms\\.pd_order}. */
    private static final Pattern ONE_DATABASE = Pattern.compile("([\\w$-]+)\\\\+\\.(.*)");

    private record Grant(Set<String> privileges, GrantScope on) {}

    /** A part of the filter that names its database. */
    private record Wanted(String database, String tables) {}

    private final SourceConnection connection;

    Grants(SourceConnection connection) {
        this.connection = connection;
    }

    List<Check> check(String user, String filter) throws IOException {
        var lines = connection.rows("SHOW GRANTS").stream()
                .map(row -> String.valueOf(row.get(0)))
                .toList();
        var grants = lines.stream()
                .map(GRANT::matcher)
                .filter(m -> m.matches())
                .map(m -> grant(m.group(1), m.group(2)))
                .toList();
        var roles = lines.stream().anyMatch(line -> !GRANT.matcher(line).matches() && line.startsWith("GRANT "));
        var checks = new ArrayList<Check>();
        checks.add(
                global(grants, roles, user, "REPLICATION SLAVE", Set.of("REPLICATION SLAVE", "REPLICATION REPLICA")));
        checks.add(
                connection.version().mariaDb()
                        ? global(grants, roles, user, "BINLOG MONITOR", Set.of("BINLOG MONITOR", "REPLICATION CLIENT"))
                        : global(grants, roles, user, "REPLICATION CLIENT", Set.of("REPLICATION CLIENT")));
        checks.add(select(grants, roles, user, filter));
        return checks;
    }

    private static Check global(List<Grant> grants, boolean roles, String user, String name, Set<String> accepted) {
        var held = grants.stream().filter(g -> g.on().isGlobal()).anyMatch(g -> has(g, accepted));
        return check(held, roles, name, "GRANT " + name + " ON *.* TO '" + user + "'@'%'");
    }

    private static Check select(List<Grant> grants, boolean roles, String user, String filter) {
        var wanted = wanted(filter);
        var reading = grants.stream().filter(g -> has(g, Set.of("SELECT"))).toList();
        var missing = wanted.stream()
                .filter(w -> reading.stream().noneMatch(g -> g.on().covers(w.database(), w.tables())))
                .map(Wanted::database)
                .distinct()
                .toList();
        var held = wanted.isEmpty() ? !reading.isEmpty() : missing.isEmpty();
        return check(
                held,
                roles,
                "SELECT",
                missing.isEmpty()
                        ? "GRANT SELECT ON *.* TO '" + user + "'@'%'"
                        : missing.stream()
                                .map(database -> "GRANT SELECT ON `" + database + "`.* TO '" + user + "'@'%'")
                                .collect(Collectors.joining("; ")));
    }

    private static Check check(boolean held, boolean roles, String name, String fix) {
        var found = held ? "granted" : roles ? "not granted directly, perhaps by a role" : "not granted";
        return Check.that("grant " + name, held || roles, found, fix);
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

    private static List<Wanted> wanted(String filter) {
        return Arrays.stream(filter.split(",", -1))
                .map(part -> ONE_DATABASE.matcher(part.strip()))
                .filter(part -> part.matches())
                .map(part -> new Wanted(part.group(1), part.group(2)))
                .toList();
    }
}
