/** The compose file against the program that reads it, and against the settings of the services. */
@NullMarked
package com.pinda.aggregation.local.compose;

import org.jspecify.annotations.NullMarked;
