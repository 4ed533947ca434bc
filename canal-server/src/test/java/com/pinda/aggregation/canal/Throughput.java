package com.pinda.aggregation.canal;

import com.alibaba.otter.canal.protocol.CanalEntry.Entry;
import com.alibaba.otter.canal.protocol.CanalEntry.EntryType;
import com.alibaba.otter.canal.protocol.CanalPacket.ClientAck;
import com.alibaba.otter.canal.protocol.CanalPacket.ClientAuth;
import com.alibaba.otter.canal.protocol.CanalPacket.Get;
import com.alibaba.otter.canal.protocol.CanalPacket.Messages;
import com.alibaba.otter.canal.protocol.CanalPacket.Packet;
import com.alibaba.otter.canal.protocol.CanalPacket.PacketType;
import com.alibaba.otter.canal.protocol.CanalPacket.Sub;
import com.google.protobuf.MessageLite;
import com.pinda.aggregation.canal.source.Source;
import com.pinda.aggregation.canal.source.SourceAddress;
import com.pinda.aggregation.canal.source.SourceTls;
import com.pinda.aggregation.canal.stream.ParseBench;
import com.pinda.aggregation.testkit.Database;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.sql.SQLException;
import java.util.Collections;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/**
 * Measures the server by hand: CPU microseconds a row of a table with 20 columns and about 250 bytes a row, from
 * 1000-row transactions and from single-row ones, 50 % insert, 40 % update, 10 % delete; counted from the second half
 * on, when it is warm. Arguments: rows of each kind, and a kind (1000 or 1) where only one is wanted.
 */
final class Throughput {

    private static final String TABLE = """
            CREATE TABLE shop.wide (
              id BIGINT PRIMARY KEY, a1 INT, a2 INT, a3 BIGINT, a4 TINYINT, a5 DECIMAL(12,2), a6 DECIMAL(12,2),
              b1 VARCHAR(64), b2 VARCHAR(64), b3 VARCHAR(64), b4 VARCHAR(64), b5 VARCHAR(64), b6 VARCHAR(64), b7 CHAR(8),
              c1 DATETIME, c2 DATETIME(3), c3 TIMESTAMP NULL, c4 DATE, d1 DOUBLE, e1 ENUM('new','paid','sent'))""";

    private static final long EMPTY_PAUSE_NANOS = 1_000_000;

    private Throughput() {}

    public static void main(String[] args) throws Exception {
        var rows = args.length > 0 ? Integer.parseInt(args[0]) : 100_000;
        var sizes = args.length == 2 ? new int[] {Integer.parseInt(args[1])} : new int[] {1000, 1};
        try (var db = Sources.start()) {
            for (var size : sizes) {
                db.execute("RESET MASTER", "DROP TABLE IF EXISTS shop.wide", TABLE);
                write(db, rows, size);
                if (args.length > 2) {
                    ParseBench.run(
                            new Source(new SourceAddress(
                                    "127.0.0.1", db.port(), "root", "", SourceTls.of(SourceTls.Mode.DISABLED), 77)),
                            rows,
                            Integer.parseInt(args[2]));
                } else {
                    measure(db, rows, size);
                }
            }
        }
    }

    private static void measure(Database db, int rows, int size) throws Exception {
        var folder = Files.createTempDirectory("throughput");
        var settings = Sources.with(Sources.settings(db, folder), "CANAL_SOURCE_START", "earliest");
        try (var server = ServerProcess.startFast(Map.copyOf(settings)).awaitUp()) {
            var startCpu = server.cpuMillis();
            try (var wire = new Wire(server.port())) {
                var warm = drain(wire, rows / 2);
                var warmCpu = server.cpuMillis();
                var begun = System.nanoTime();
                var seen = drain(wire, rows - warm);
                var seconds = (System.nanoTime() - begun) / 1e9;
                System.out.printf(
                        "%d-row transactions: rows=%d rows/s=%.0f server CPU us/row=%.2f"
                                + " (start: %d ms, first half: %.2f) RSS MB=%d%n",
                        size,
                        seen,
                        seen / seconds,
                        (server.cpuMillis() - warmCpu) * 1000.0 / seen,
                        startCpu,
                        (warmCpu - startCpu) * 1000.0 / warm,
                        server.rssMegabytes());
            }
            server.stop();
        }
    }

    private static int drain(Wire wire, int rows) throws Exception {
        var seen = 0;
        while (seen < rows) {
            var batch = wire.get(4000);
            if (batch.getBatchId() == -1) {
                LockSupport.parkNanos(EMPTY_PAUSE_NANOS); // as the producer does
                continue;
            }
            for (var raw : batch.getMessagesList()) {
                var entry = Entry.parseFrom(raw);
                if (entry.getEntryType() == EntryType.ROWDATA) {
                    for (var prop : entry.getHeader().getPropsList()) {
                        seen += prop.getKey().equals("rowsCount") ? Integer.parseInt(prop.getValue()) : 0;
                    }
                }
            }
            wire.ack(batch.getBatchId());
        }
        return seen;
    }

    /** canal's protocol, spoken by hand: the stock client leaves Nagle's algorithm on and waits for it. */
    private static final class Wire implements AutoCloseable {

        private final Socket socket;
        private final DataInputStream in;
        private final OutputStream out;

        Wire(int port) throws IOException {
            socket = new Socket(InetAddress.getLoopbackAddress(), port);
            socket.setTcpNoDelay(true);
            in = new DataInputStream(new BufferedInputStream(socket.getInputStream(), 1 << 16));
            out = new BufferedOutputStream(socket.getOutputStream());
            read();
            send(
                    PacketType.CLIENTAUTHENTICATION,
                    ClientAuth.newBuilder()
                            .setNetReadTimeout(60_000)
                            .setNetWriteTimeout(60_000)
                            .build());
            read();
            send(
                    PacketType.SUBSCRIPTION,
                    Sub.newBuilder().setDestination("tms").setClientId("1001").build());
            read();
        }

        Messages get(int size) throws IOException {
            send(
                    PacketType.GET,
                    Get.newBuilder()
                            .setAutoAck(false)
                            .setDestination("tms")
                            .setClientId("1001")
                            .setFetchSize(size)
                            .setTimeout(-1)
                            .setUnit(2)
                            .build());
            return Messages.parseFrom(read().getBody());
        }

        void ack(long batch) throws IOException {
            send(
                    PacketType.CLIENTACK,
                    ClientAck.newBuilder()
                            .setDestination("tms")
                            .setClientId("1001")
                            .setBatchId(batch)
                            .build());
        }

        private void send(PacketType type, MessageLite body) throws IOException {
            var packet = Packet.newBuilder()
                    .setType(type)
                    .setVersion(1)
                    .setBody(body.toByteString())
                    .build();
            out.write(ByteBuffer.allocate(4).putInt(packet.getSerializedSize()).array());
            packet.writeTo(out);
            out.flush();
        }

        private Packet read() throws IOException {
            return Packet.parseFrom(in.readNBytes(in.readInt()));
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    private static void write(Database db, int rows, int size) throws SQLException {
        var random = new Random(7);
        try (var connection = db.connect("shop");
                var insert = connection.prepareStatement(
                        "INSERT INTO wide VALUES (?" + String.join("", Collections.nCopies(19, ",?")) + ")");
                var update = connection.prepareStatement("UPDATE wide SET a1=a1+1, b1=?, c1=NOW() WHERE id=?");
                var delete = connection.prepareStatement("DELETE FROM wide WHERE id=?")) {
            connection.setAutoCommit(false);
            var next = 0;
            for (int done = 0; done < rows; ) {
                var count = Math.min(size, rows - done);
                var inserts = size == 1 ? (done % 10 < 5 ? 1 : 0) : count / 2;
                for (int i = 0; i < inserts; i++) {
                    insert(insert, next++, random);
                }
                insert.executeBatch();
                for (int i = inserts; i < count; i++) {
                    var isUpdate = size == 1 ? done % 10 != 9 : i < count * 9 / 10;
                    var statement = isUpdate ? update : delete;
                    if (isUpdate) {
                        statement.setString(1, text(random, 18));
                        statement.setLong(2, next - 1 - (i % 400) % next);
                    } else {
                        statement.setLong(1, next - 1 - (done / 10 + i) % Math.min(next, 450));
                    }
                    statement.addBatch();
                }
                update.executeBatch();
                delete.executeBatch();
                connection.commit();
                done += count;
            }
        }
    }

    private static void insert(java.sql.PreparedStatement insert, long id, Random random) throws SQLException {
        insert.setLong(1, id);
        insert.setInt(2, random.nextInt());
        insert.setInt(3, random.nextInt(1000));
        insert.setLong(4, random.nextLong());
        insert.setInt(5, random.nextInt(100));
        insert.setString(6, random.nextInt(1_000_000) + ".25");
        insert.setString(7, random.nextInt(1000) + ".50");
        IntStream.rangeClosed(8, 13).forEach(column -> set(insert, column, text(random, 22)));
        insert.setString(14, text(random, 8));
        insert.setString(15, "2026-03-04 05:06:07");
        insert.setString(16, "2026-03-04 05:06:07.123");
        insert.setString(17, "2026-03-04 05:06:07");
        insert.setString(18, "2026-03-04");
        insert.setDouble(19, random.nextDouble());
        insert.setString(20, "paid");
        insert.addBatch();
    }

    private static void set(java.sql.PreparedStatement statement, int column, String value) {
        try {
            statement.setString(column, value);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String text(Random random, int length) {
        return random.ints(length, 'a', 'z' + 1)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
