/** The description of the API. */
@NullMarked
package com.pinda.aggregation.query.openapi;

import org.jspecify.annotations.NullMarked;
