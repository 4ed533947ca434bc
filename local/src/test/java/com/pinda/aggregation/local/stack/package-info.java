/** Tests of the launcher. */
@NullMarked
package com.pinda.aggregation.local.stack;

import org.jspecify.annotations.NullMarked;
