/** One page of a list: which one is asked for, which conditions its rows meet, how it is read and answered. */
@NullMarked
package com.pinda.aggregation.query.page;

import org.jspecify.annotations.NullMarked;
