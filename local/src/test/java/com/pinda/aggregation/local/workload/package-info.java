@NullMarked
package com.pinda.aggregation.local.workload;

import org.jspecify.annotations.NullMarked;
