/**
 * Publishes each change of a view's rows, in the envelope of the tables' topics: what was committed, all of it, and in
 * each key's order. Which rows change is none of its business.
 */
@NullMarked
package com.pinda.aggregation.consumer.view.topic;

import org.jspecify.annotations.NullMarked;
