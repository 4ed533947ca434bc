package com.pinda.aggregation.canal.source;

import com.alibaba.otter.canal.parse.driver.mysql.packets.server.ResultSetPacket;
import com.alibaba.otter.canal.parse.inbound.mysql.MysqlConnection;
import com.alibaba.otter.canal.parse.support.AuthenticationInfo;
import com.pinda.aggregation.canal.history.BinlogPosition;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * canal's connection with what it lacks: a way in of our own, and the status statement of MySQL 8.4 and later. Not
 * thread safe.
 */
public final class SourceConnection extends MysqlConnection implements AutoCloseable {

    private final SourceAddress address;

    SourceConnection(SourceAddress address) {
        this.address = address;
        var connector = new SourceConnector(address);
        setConnector(connector);
        setSlaveId(address.serverId());
        setAuthInfo(new AuthenticationInfo(connector.getAddress(), address.user(), address.password(), null));
    }

    @Override
    public void reconnect() throws IOException {
        disconnect();
        connect();
    }

    @Override
    public SourceConnection fork() {
        return new SourceConnection(address);
    }

    @Override
    public ResultSetPacket query(String sql) throws IOException {
        return super.query(
                sql.equalsIgnoreCase("show master status") && version().isMysqlFrom(8, 4)
                        ? "SHOW BINARY LOG STATUS"
                        : sql);
    }

    /** The rows of a query, each with its columns as text. */
    public List<List<@Nullable String>> rows(String sql) throws IOException {
        var result = query(sql);
        var width = result.getFieldDescriptors().size();
        var rows = new ArrayList<List<@Nullable String>>();
        for (int at = 0; at < result.getFieldValues().size(); at += width) {
            rows.add(new ArrayList<>(result.getFieldValues().subList(at, at + width)));
        }
        return rows;
    }

    /** A global variable's value; empty where this server has none of that name. */
    public Optional<String> variable(String name) throws IOException {
        return rows("SHOW GLOBAL VARIABLES LIKE '" + name.replace("_", "\\_") + "'").stream()
                .findFirst()
                .map(row -> row.get(1));
    }

    /** The version that the server said when it was connected. */
    public ServerVersion version() {
        var text = getConnector().getServerVersion();
        return ServerVersion.of(text == null ? "" : text);
    }

    /** What tells this server from others: the uuid that MySQL gives itself; MariaDB has the configured id only. */
    public String identity() throws IOException {
        var name = version().mariaDb() ? "server_id" : "server_uuid";
        return name + "=" + variable(name).orElse("");
    }

    /** The end of the binlog: where the next event will be written. */
    public BinlogPosition end() throws IOException {
        var rows = rows("show master status");
        if (rows.isEmpty()) {
            throw new IOException("the source writes no binlog");
        }
        return new BinlogPosition(text(rows.get(0), 0), Long.parseLong(text(rows.get(0), 1)));
    }

    /** The first event that the source still has. */
    public BinlogPosition beginning() throws IOException {
        var rows = rows("SHOW BINARY LOGS");
        if (rows.isEmpty()) {
            throw new IOException("the source writes no binlog");
        }
        return new BinlogPosition(text(rows.get(0), 0), 4);
    }

    /**
     * The last GTID of each domain before a position, comma separated; empty where the source cannot tell, as MySQL.
     */
    public Optional<String> executed(BinlogPosition position) throws IOException {
        if (!version().mariaDb()) {
            return Optional.empty();
        }
        var sql = "SELECT BINLOG_GTID_POS('" + position.file() + "', " + position.offset() + ")";
        return rows(sql).stream().findFirst().map(row -> row.get(0));
    }

    @Override
    public void close() throws IOException {
        disconnect();
    }

    static String text(List<@Nullable String> row, int column) {
        var value = row.get(column);
        return value == null ? "" : value;
    }
}
