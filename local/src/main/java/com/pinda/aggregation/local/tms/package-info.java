/** The source databases of the TMS: their tables with all quirks of the originals, and the base data in them. */
@NullMarked
package com.pinda.aggregation.local.tms;

import org.jspecify.annotations.NullMarked;
