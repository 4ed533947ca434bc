/** What a caller is told when a request cannot be answered (RFC 9457). */
@NullMarked
package com.pinda.aggregation.query.problem;

import org.jspecify.annotations.NullMarked;
