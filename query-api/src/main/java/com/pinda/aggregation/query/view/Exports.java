package com.pinda.aggregation.query.view;

import com.pinda.aggregation.query.QueryProperties;
import com.pinda.aggregation.query.access.Masking;
import com.pinda.aggregation.query.freshness.ViewFreshness;
import com.pinda.aggregation.query.problem.BadFieldException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.util.MultiValueMap;

/** Streams lists as CSV, row by row, of one snapshot. */
@Repository
class Exports {

    private static final Logger log = LoggerFactory.getLogger(Exports.class);
    private static final int ROW_BY_ROW = Integer.MIN_VALUE;

    private final JdbcTemplate jdbc;
    private final JdbcTemplate streaming;
    private final Shapes shapes;
    private final ListRequests requests;
    private final ViewFreshness freshness;
    private final Masking masking;
    private final QueryProperties properties;

    Exports(
            JdbcTemplate jdbc,
            DataSource database,
            Shapes shapes,
            ListRequests requests,
            ViewFreshness freshness,
            Masking masking,
            QueryProperties properties) {
        this.jdbc = jdbc;
        this.streaming = new JdbcTemplate(database);
        this.streaming.setFetchSize(ROW_BY_ROW);
        this.streaming.setQueryTimeout(jdbc.getQueryTimeout());
        this.shapes = shapes;
        this.requests = requests;
        this.freshness = freshness;
        this.masking = masking;
        this.properties = properties;
    }

    /**
     * Answers all rows of the list that the parameters name.
     *
     * @throws BadFieldException where they are too many, before anything is answered
     * @throws IOException where it could not be finished; the connection is then closed, so that the reader can tell
     */
    @Transactional(readOnly = true, rollbackFor = IOException.class)
    public void write(Resource resource, MultiValueMap<String, String> parameters, HttpServletResponse response)
            throws IOException {
        var stand = freshness.of(resource.view());
        var most = properties.maxExportRows();
        var request = requests.export(resource, shapes.of(resource.view()), parameters, most);
        refuseMoreThan(most, request);
        ViewHeaders.of(stand).forEach((name, values) -> values.forEach(value -> response.addHeader(name, value)));
        response.setHeader(
                HttpHeaders.CONTENT_DISPOSITION,
                ContentDisposition.attachment()
                        .filename(resource.name() + ".csv")
                        .build()
                        .toString());
        response.setContentType("text/csv;charset=UTF-8");
        var csv = new CsvRows(resource, request.columns(), masking.of(resource.view()));
        var out = new OutputStreamWriter(response.getOutputStream(), StandardCharsets.UTF_8);
        csv.writeHeader(out);
        stream(request, csv, out);
        out.flush();
    }

    private void refuseMoreThan(int most, ListRequest request) {
        var count = ListSql.count(request, most + 1);
        var rows = jdbc.queryForObject(count.sql(), Long.class, count.values().toArray());
        if (rows != null && rows > most) {
            throw new BadFieldException("format", "csv would have more than " + most + " rows; narrow the filters");
        }
    }

    /** Past the first bytes no problem can be answered: what fails breaks the connection off. */
    private void stream(ListRequest request, CsvRows csv, Writer out) throws IOException {
        var sql = ListSql.of(request);
        try {
            streaming.query(
                    sql.sql(),
                    (ResultSet row) -> write(csv, row, out),
                    sql.values().toArray());
        } catch (UncheckedIOException e) {
            throw e.getCause();
        } catch (DataAccessException e) {
            log.warn("export broken off: resource={}", request.resource().name(), e);
            throw new IOException("export broken off");
        }
    }

    private static void write(CsvRows csv, ResultSet row, Writer out) throws SQLException {
        try {
            csv.write(row, out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
