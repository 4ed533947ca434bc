/** What happened at an organisation. */
@NullMarked
package com.pinda.aggregation.query.org;

import org.jspecify.annotations.NullMarked;
