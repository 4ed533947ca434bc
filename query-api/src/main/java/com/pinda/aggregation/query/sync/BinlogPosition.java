package com.pinda.aggregation.query.sync;

import com.pinda.aggregation.schema.Position;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A position, packed and taken apart. */
record BinlogPosition(
        @Schema(
                description = "All of it in one number that compares; text, for it has more than 53 bits",
                example = "30064772305")
        String packed,

        @Schema(description = "Grows when the source is replaced or reset", example = "0")
        int epoch,

        @Schema(description = "Number at the end of the binlog file's name", example = "7")
        int fileNumber,

        @Schema(description = "Offset in the file, bytes", example = "1233")
        long offset) {

    /** Null where nothing was applied. */
    static @Nullable BinlogPosition of(long packed) {
        if (packed < 0) {
            return null;
        }
        var position = Position.of(packed);
        return new BinlogPosition(Long.toString(packed), position.epoch(), position.fileNumber(), position.offset());
    }
}
