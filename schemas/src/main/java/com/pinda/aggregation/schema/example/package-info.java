/** How a topic is read: a program for the command line, and the few lines that a reader of one's own begins with. */
@NullMarked
package com.pinda.aggregation.schema.example;

import org.jspecify.annotations.NullMarked;
