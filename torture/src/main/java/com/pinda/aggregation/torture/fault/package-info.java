/** What can go wrong on one machine, each as something that can be done to a rig and undone. */
@NullMarked
package com.pinda.aggregation.torture.fault;

import org.jspecify.annotations.NullMarked;
