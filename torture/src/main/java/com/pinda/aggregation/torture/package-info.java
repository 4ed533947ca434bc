/** What shows that the promises hold: the checker, the rig that breaks things, and what runs both. */
@NullMarked
package com.pinda.aggregation.torture;

import org.jspecify.annotations.NullMarked;
