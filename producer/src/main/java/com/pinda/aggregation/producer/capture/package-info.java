/** Reads the changes of one source from canal. The only package that imports canal. */
@NullMarked
package com.pinda.aggregation.producer.capture;

import org.jspecify.annotations.NullMarked;
