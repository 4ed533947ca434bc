/** What a caller demands of an answer's freshness: it is waited for before the answer is read. */
@NullMarked
package com.pinda.aggregation.query.demand;

import org.jspecify.annotations.NullMarked;
