/** Reads the views for the API's own endpoints: lists, single rows and exports, each by one SELECT of one view. */
@NullMarked
package com.pinda.aggregation.query.view;

import org.jspecify.annotations.NullMarked;
