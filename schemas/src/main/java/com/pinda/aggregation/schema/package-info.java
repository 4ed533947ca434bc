/** The contract with everyone who reads a topic: names, schemas, positions and the wire format. */
@NullMarked
package com.pinda.aggregation.schema;

import org.jspecify.annotations.NullMarked;
