package com.pinda.aggregation.query.view;

import com.pinda.aggregation.query.access.Masking;
import com.pinda.aggregation.query.freshness.NotReadyException;
import com.pinda.aggregation.query.freshness.ViewFreshness;
import java.io.StringWriter;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.BadSqlGrammarException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.ResultSetExtractor;
import org.springframework.stereotype.Repository;
import org.springframework.util.MultiValueMap;

/** Reads the rows of views, each answer by one statement; how far the view is, is known before it. */
@Repository
class ViewRows {

    private final JdbcTemplate jdbc;
    private final Shapes shapes;
    private final ListRequests requests;
    private final Cursors cursors;
    private final ViewFreshness freshness;
    private final Masking masking;

    ViewRows(
            JdbcTemplate jdbc,
            Shapes shapes,
            ListRequests requests,
            Cursors cursors,
            ViewFreshness freshness,
            Masking masking) {
        this.jdbc = jdbc;
        this.shapes = shapes;
        this.requests = requests;
        this.cursors = cursors;
        this.freshness = freshness;
        this.masking = masking;
    }

    /** A page of the list that the parameters name. */
    public Looked<ListPage> page(Resource resource, MultiValueMap<String, String> parameters) {
        var stand = freshness.of(resource.view());
        var request = requests.list(resource, shapes.of(resource.view()), parameters);
        // one more than is answered tells whether there is a next page
        var sql = ListSql.of(request.limitedTo(request.limit() + 1));
        return new Looked<>(stand, query(resource.view(), sql, rows -> page(request, rows)));
    }

    /** The row of a key, as a JSON object; empty where there is none. */
    public Looked<Optional<String>> one(Resource resource, String key, MultiValueMap<String, String> parameters) {
        var stand = freshness.of(resource.view());
        requests.refuseOthers(parameters.keySet(), List.of("fields"));
        var columns = requests.columns(shapes.of(resource.view()), parameters);
        var sql = new ListSql(
                select(columns, resource) + " WHERE "
                        + Names.quoted(resource.key().get(0)) + " = ?",
                List.of(key));
        var json = new JsonRows(resource, columns, masking.of(resource.view()));
        return new Looked<>(
                stand,
                query(resource.view(), sql, rows -> rows.next() ? Optional.of(object(json, rows)) : Optional.empty()));
    }

    /**
     * All rows that meet the filters, by key, as a JSON array.
     *
     * @param parameters values of the resource's filters
     */
    public Looked<String> all(Resource resource, MultiValueMap<String, String> parameters) {
        var stand = freshness.of(resource.view());
        var columns = shapes.of(resource.view()).columns();
        var where = ListSql.where(requests.conditions(resource, parameters));
        var keys = resource.key().stream().map(Names::quoted).collect(Collectors.joining(", "));
        var sql = new ListSql(select(columns, resource) + where.sql() + " ORDER BY " + keys, where.values());
        var json = new JsonRows(resource, columns, masking.of(resource.view()));
        return new Looked<>(stand, query(resource.view(), sql, rows -> array(json, rows)));
    }

    /** How many rows meet the filters, for each combination of some codes, with the codes' names. */
    public Looked<List<Group>> count(Resource resource, List<String> by, MultiValueMap<String, String> parameters) {
        var stand = freshness.of(resource.view());
        var where = ListSql.where(requests.conditions(resource, parameters));
        var sql = new ListSql(Groups.sql(resource.view(), by, where.sql()), where.values());
        return new Looked<>(stand, query(resource.view(), sql, rows -> Groups.read(by, rows)));
    }

    /**
     * Runs a statement.
     *
     * @throws NotReadyException where the view is not there, or was made anew with other columns just now
     */
    <T> T query(String view, ListSql sql, ResultSetExtractor<T> reader) {
        try {
            var found = jdbc.query(sql.sql(), reader, sql.values().toArray());
            if (found == null) {
                throw new IllegalStateException("a statement was not read: " + sql.sql());
            }
            return found;
        } catch (BadSqlGrammarException e) {
            shapes.forget(view);
            throw NotReadyException.ifTableMissing(e, List.of(view));
        }
    }

    private ListPage page(ListRequest request, ResultSet rows) throws SQLException {
        var json = new JsonRows(
                request.resource(),
                request.columns(),
                masking.of(request.resource().view()));
        var out = new StringWriter();
        var read = 0;
        @Nullable String next = null;
        try (var items = ShownJson.JSON.createGenerator(out)) {
            items.writeStartArray();
            while (read < request.limit() && rows.next()) {
                json.write(rows, items);
                read++;
                if (read == request.limit()) {
                    next = cursors.sign(request.identity(), place(request, rows));
                }
            }
            items.writeEndArray();
        }
        return new ListPage(out.toString(), rows.next() ? next : null);
    }

    private static List<@Nullable String> place(ListRequest request, ResultSet row) throws SQLException {
        var first = request.columns().size() + 1;
        var place = new ArrayList<@Nullable String>();
        for (int i = 0; i < request.order().columns().size(); i++) {
            place.add(row.getString(first + i));
        }
        return place;
    }

    private static String select(List<Column> columns, Resource resource) {
        return "SELECT "
                + columns.stream().map(column -> Names.quoted(column.name())).collect(Collectors.joining(", "))
                + " FROM " + Names.quoted(resource.view());
    }

    private static String object(JsonRows json, ResultSet row) throws SQLException {
        var out = new StringWriter();
        try (var object = ShownJson.JSON.createGenerator(out)) {
            json.write(row, object);
        }
        return out.toString();
    }

    private static String array(JsonRows json, ResultSet rows) throws SQLException {
        var out = new StringWriter();
        try (var items = ShownJson.JSON.createGenerator(out)) {
            items.writeStartArray();
            while (rows.next()) {
                json.write(rows, items);
            }
            items.writeEndArray();
        }
        return out.toString();
    }
}
