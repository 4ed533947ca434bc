/** The ports: canal's TCP protocol for clients, HTTP for health and status. */
@NullMarked
package com.pinda.aggregation.canal.serve;

import org.jspecify.annotations.NullMarked;
