@NullMarked
package com.pinda.aggregation.local.tms;

import org.jspecify.annotations.NullMarked;
