/**
 * The launcher: starts the database, the broker, the registry and the services as child processes, tells when each is
 * up, runs the workload against them, and leaves no process behind.
 */
@NullMarked
package com.pinda.aggregation.local.stack;

import org.jspecify.annotations.NullMarked;
