/** Real servers that tests start: a database, a schema registry. Used in test scope and by the torture module only. */
@NullMarked
package com.pinda.aggregation.testkit;

import org.jspecify.annotations.NullMarked;
