/** Work on the source at random, with a seed: tables of all shapes, and what is easily got wrong with them. */
@NullMarked
package com.pinda.aggregation.torture.load;

import org.jspecify.annotations.NullMarked;
