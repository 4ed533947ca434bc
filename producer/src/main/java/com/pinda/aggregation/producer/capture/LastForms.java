package com.pinda.aggregation.producer.capture;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The forms in which the columns of a row came last; those of the next row are likely the same. One for each kind of
 * row: canal says of each column whether it was changed, so that those of a new row differ from those of an updated
 * one.
 */
final class LastForms {

    private static final int FIRST_COLUMNS = 32;

    private @Nullable ColumnForm[] forms = new ColumnForm[FIRST_COLUMNS];

    /** That of a column; null where it never came. */
    @Nullable ColumnForm of(int column) {
        return column < forms.length ? forms[column] : null;
    }

    void set(int column, ColumnForm form) {
        if (column >= forms.length) {
            forms = Arrays.copyOf(forms, Math.max(2 * forms.length, column + 1));
        }
        forms[column] = form;
    }
}
