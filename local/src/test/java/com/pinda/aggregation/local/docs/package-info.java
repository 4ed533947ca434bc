/** The commands of the guides, run as a reader runs them. */
@NullMarked
package com.pinda.aggregation.local.docs;

import org.jspecify.annotations.NullMarked;
