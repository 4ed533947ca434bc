/** How complete and how old each copy is, and who may not read it yet. */
@NullMarked
package com.pinda.aggregation.query.freshness;

import org.jspecify.annotations.NullMarked;
