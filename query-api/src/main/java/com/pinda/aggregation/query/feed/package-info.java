/** Changes of views as server-sent events, from the topics of the views. */
@NullMarked
package com.pinda.aggregation.query.feed;

import org.jspecify.annotations.NullMarked;
