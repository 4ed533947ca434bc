package com.pinda.aggregation.local.workload;

/** What all parts of one run share. */
record World(Timeline timeline, Network network, Services services, Counters counters, WorkloadSettings settings) {}
