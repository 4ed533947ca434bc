/**
 * Views: tables that are each the rows of one SELECT over the copies, kept so by making those rows anew that a change
 * may have touched. Changed rows lead to keys, keys go to a topic, and what is read from there is selected, compared
 * and written.
 */
@NullMarked
package com.pinda.aggregation.consumer.view;

import org.jspecify.annotations.NullMarked;
