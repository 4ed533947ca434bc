/** Ways to what canal keeps to itself. */
@NullMarked
package com.pinda.aggregation.canal.fields;

import org.jspecify.annotations.NullMarked;
