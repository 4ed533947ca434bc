/** The whole system as real processes, each way between two of them through a link that can be broken. */
@NullMarked
package com.pinda.aggregation.torture.rig;

import org.jspecify.annotations.NullMarked;
