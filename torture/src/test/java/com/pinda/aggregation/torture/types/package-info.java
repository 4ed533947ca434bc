/** Every type of MySQL and MariaDB from the source through its topic to its copy, value by value. */
@NullMarked
package com.pinda.aggregation.torture.types;

import org.jspecify.annotations.NullMarked;
