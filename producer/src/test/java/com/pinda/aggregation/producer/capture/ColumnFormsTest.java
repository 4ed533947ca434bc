package com.pinda.aggregation.producer.capture;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.alibaba.otter.canal.protocol.CanalEntry;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnknownFieldSet;
import com.pinda.aggregation.schema.Operation;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** canal's own classes are the measure: both read the same messages. */
class ColumnFormsTest {

    private static final int ROWS = 20_000;

    @Test
    void aColumnIsReadAsCanalsOwnClassesReadIt() throws IOException {
        var seed = System.nanoTime();
        var random = new Random(seed);
        var image = new RowImage();
        var forms = new ColumnForms();

        for (int row = 0; row < ROWS; row++) {
            var columns = List.of(message(random), message(random), message(random));
            read(image, forms, columns);

            for (int i = 0; i < columns.size(); i++) {
                assertSame(image, i, columns.get(i), "seed " + seed + " row " + row + " column " + i);
            }
        }
    }

    @Test
    void aValueIsReadWhereverItsNeighboursAreTheSame() throws IOException {
        var image = new RowImage();
        var forms = new ColumnForms();

        for (var value : List.of("a", "", "b".repeat(127), "c".repeat(128), "d".repeat(20_000), "a")) {
            var message = column(value).build().toByteArray();
            read(image, forms, List.of(message));

            assertSame(image, 0, message, value.length() + " characters");
        }
    }

    @Test
    void whatAColumnSaysOfItselfIsKeptOnceForAllItsForms() throws IOException {
        var image = new RowImage();
        var forms = new ColumnForms();

        read(image, forms, List.of(column("1").setUpdated(true).build().toByteArray()));
        var changed = image.column(0);
        read(image, forms, List.of(column("1").setUpdated(false).build().toByteArray()));
        var notChanged = image.column(0);

        assertThat(notChanged).isSameAs(changed);
    }

    @Test
    void aColumnWithMoreFormsThanCanalHasIsReadAllTheSame() throws IOException {
        var image = new RowImage();
        var forms = new ColumnForms();

        for (int i = 0; i < 100; i++) {
            var message = column("v" + i).setLength(i % 50).build().toByteArray();
            read(image, forms, List.of(message));

            assertSame(image, 0, message, "form " + i);
        }
    }

    @Test
    void theFormOfAnUpdatedRowIsKeptApartFromThatOfACreatedOne() throws IOException {
        var image = new RowImage();
        var forms = new ColumnForms();
        var changed = column("1").setUpdated(true).build().toByteArray();
        var same = column("1").setUpdated(false).build().toByteArray();

        read(image, forms, forms.lastAfter(Operation.CREATE), List.of(changed));
        read(image, forms, forms.lastAfter(Operation.UPDATE), List.of(same));

        assertThat(isOf(forms.lastAfter(Operation.CREATE), changed)).isTrue();
        assertThat(isOf(forms.lastAfter(Operation.UPDATE), same)).isTrue();
        assertThat(isOf(forms.lastBefore(), same)).isFalse();
    }

    private static boolean isOf(LastForms last, byte[] message) {
        var form = last.of(0);
        return form != null && form.valueOf(message, 0, message.length) != ColumnForm.OTHER;
    }

    @Test
    void aRowOfManyColumnsIsReadWhole() throws IOException {
        var image = new RowImage();
        var forms = new ColumnForms();
        var columns = new ArrayList<byte[]>();
        for (int i = 0; i < 100; i++) {
            columns.add(column("v" + i).setName("column" + i).build().toByteArray());
        }

        for (int row = 0; row < 2; row++) {
            read(image, forms, columns);

            for (int i = 0; i < columns.size(); i++) {
                assertSame(image, i, columns.get(i), "row " + row + " column " + i);
            }
        }
    }

    @Test
    void aFieldThatGoesBeyondItsColumnIsRefused() {
        var whole = column("value").build().toByteArray();
        var image = new RowImage();
        var forms = new ColumnForms();

        for (int size = whole.length - 1; size > 0; size--) {
            var cut = Arrays.copyOf(whole, size);
            if (isMessage(cut)) {
                continue;
            }
            assertThatThrownBy(() -> read(image, forms, List.of(cut)))
                    .as("%s bytes", size)
                    .isInstanceOf(IOException.class);
        }
    }

    private static boolean isMessage(byte[] bytes) {
        try {
            return CanalEntry.Column.parseFrom(bytes).isInitialized();
        } catch (InvalidProtocolBufferException e) {
            return false;
        }
    }

    /** One column: mostly as canal writes it; at times its fields in another order, some twice, some not known. */
    private static byte[] message(Random random) {
        var column = column(random.nextInt(4) == 0 ? "" : Integer.toString(random.nextInt()))
                .setUpdated(random.nextBoolean())
                .setSqlType(random.nextInt(5) == 0 ? Types.BIT : Types.BIGINT)
                .setMysqlType(random.nextInt(50) == 0 ? "int" : "bigint unsigned");
        if (random.nextInt(5) == 0) {
            column.setIsNull(true).clearValue();
        }
        if (random.nextInt(50) == 0) {
            column.setUnknownFields(unknown(random));
        }
        return random.nextInt(20) == 0
                ? shuffled(column.build(), random)
                : column.build().toByteArray();
    }

    private static UnknownFieldSet unknown(Random random) {
        var field = UnknownFieldSet.Field.newBuilder()
                .addVarint(random.nextLong())
                .addFixed32(random.nextInt())
                .addFixed64(random.nextLong())
                .addLengthDelimited(ByteString.copyFromUtf8("x".repeat(random.nextInt(200))))
                .build();
        return UnknownFieldSet.newBuilder().addField(77, field).build();
    }

    /**
     * Protobuf joins messages that are written one after the other; of a field that comes twice the last one counts.
     */
    private static byte[] shuffled(CanalEntry.Column column, Random random) {
        var parts = new ArrayList<CanalEntry.Column>();
        column.getAllFields()
                .forEach((field, value) -> parts.add(
                        CanalEntry.Column.newBuilder().setField(field, value).build()));
        parts.add(CanalEntry.Column.newBuilder().setValue("another").build());
        Collections.shuffle(parts, random);
        var bytes = new ByteArrayOutputStream();
        parts.forEach(part -> bytes.writeBytes(part.toByteArray()));
        return bytes.toByteArray();
    }

    private static CanalEntry.Column.Builder column(String value) {
        return CanalEntry.Column.newBuilder()
                .setIndex(3)
                .setSqlType(Types.VARCHAR)
                .setName("name")
                .setIsKey(true)
                .setUpdated(false)
                .setIsNull(false)
                .setValue(value)
                .setMysqlType("varchar(50)");
    }

    /** Reads columns that lie one after the other, with other bytes before and behind. */
    private static void read(RowImage image, ColumnForms forms, List<byte[]> columns) throws IOException {
        read(image, forms, forms.lastBefore(), columns);
    }

    private static void read(RowImage image, ColumnForms forms, LastForms last, List<byte[]> columns)
            throws IOException {
        var bytes = new ByteArrayOutputStream();
        bytes.writeBytes("before".getBytes(UTF_8));
        columns.forEach(bytes::writeBytes);
        bytes.writeBytes(column("behind").build().toByteArray());
        var in = new WireReader();
        in.begin(bytes.toByteArray(), bytes.size());
        in.moveTo("before".length());
        image.clear(in.bytes(), last);
        for (var column : columns) {
            image.read(in, in.at() + column.length, forms);
        }
    }

    private static void assertSame(RowImage image, int index, byte[] message, String what) throws IOException {
        var expected = CanalEntry.Column.parseFrom(message);
        assertThat(image.column(index))
                .as(what)
                .isEqualTo(new TableLayout.Column(expected.getName(), expected.getMysqlType(), expected.getIsKey()));
        assertThat(image.sqlType(index)).as(what).isEqualTo(expected.getSqlType());
        assertThat(image.isNull(index)).as(what).isEqualTo(expected.getIsNull());
        if (!expected.getIsNull()) {
            assertThat(new String(image.buffer(), image.from(index), image.length(index), UTF_8))
                    .as(what)
                    .isEqualTo(expected.getValue());
        }
    }
}
