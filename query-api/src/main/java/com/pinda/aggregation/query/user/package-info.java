/** Conditions on the staff user that a row names. */
@NullMarked
package com.pinda.aggregation.query.user;

import org.jspecify.annotations.NullMarked;
