/** Statements that change tables, while rows are written to them all the time. */
@NullMarked
package com.pinda.aggregation.torture.ddl;

import org.jspecify.annotations.NullMarked;
