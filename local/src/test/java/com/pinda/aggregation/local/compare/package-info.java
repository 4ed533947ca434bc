@NullMarked
package com.pinda.aggregation.local.compare;

import org.jspecify.annotations.NullMarked;
