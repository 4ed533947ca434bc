/** Who may call, and what they may see. */
@NullMarked
package com.pinda.aggregation.query.access;

import org.jspecify.annotations.NullMarked;
