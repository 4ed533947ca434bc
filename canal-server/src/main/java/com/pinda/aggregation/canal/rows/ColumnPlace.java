package com.pinda.aggregation.canal.rows;

/** A column's name and its place in the row, from 0. */
record ColumnPlace(String name, int index) {}
