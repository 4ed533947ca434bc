package com.pinda.aggregation.producer.encode;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.pinda.aggregation.schema.value.AvroOutput;
import com.pinda.aggregation.schema.value.ColumnEncoder;
import com.pinda.aggregation.schema.value.Digits;
import java.util.ArrayList;
import java.util.List;

/** ENUM and SET as their labels; canal gives the index of an ENUM's label, and a SET as a mask of them. */
final class LabelEncoder implements ColumnEncoder {

    private static final byte[] NO_LABEL = {};

    private final List<byte[]> labels;
    private final boolean set;

    LabelEncoder(List<String> labels, boolean set) {
        this.labels = labels.stream().map(label -> label.getBytes(UTF_8)).toList();
        this.set = set;
    }

    @Override
    public void encode(byte[] text, int from, int length, AvroOutput out) {
        if (set) {
            out.writeBytes(joined(Long.parseUnsignedLong(new String(text, from, length, UTF_8))));
        } else {
            var index = Digits.signed(text, from, length);
            if (index < 0 || index > labels.size()) {
                throw new NumberFormatException("ENUM has " + labels.size() + " labels, not one number " + index);
            }
            out.writeBytes(index == 0 ? NO_LABEL : labels.get((int) index - 1));
        }
    }

    private byte[] joined(long mask) {
        if (labels.size() < Long.SIZE && mask >>> labels.size() != 0) {
            throw new NumberFormatException("SET has " + labels.size() + " labels, not those of the mask " + mask);
        }
        var chosen = new ArrayList<String>();
        for (int i = 0; i < labels.size(); i++) {
            if (((mask >>> i) & 1) != 0) {
                chosen.add(new String(labels.get(i), UTF_8));
            }
        }
        return String.join(",", chosen).getBytes(UTF_8);
    }
}
