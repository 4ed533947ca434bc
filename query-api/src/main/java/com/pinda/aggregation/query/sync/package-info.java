/** {@code /sync/status}: how far each copy follows its source. */
@NullMarked
package com.pinda.aggregation.query.sync;

import org.jspecify.annotations.NullMarked;
