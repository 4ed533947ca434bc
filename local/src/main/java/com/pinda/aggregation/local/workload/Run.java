package com.pinda.aggregation.local.workload;

import com.pinda.aggregation.local.workload.Network.Crew;
import com.pinda.aggregation.local.workload.Network.Line;
import com.pinda.aggregation.local.workload.Network.Org;
import com.pinda.aggregation.local.workload.Network.Trip;
import java.time.LocalDateTime;
import java.util.List;

/**
 * One run of a truck along a line: a transport task with its driver job and the parcels on it.
 *
 * @param task the id of the transport task
 * @param job the id of the driver job
 * @param departureMillis when the trip leaves, on the simulated clock
 */
record Run(String task, String job, Line line, Trip trip, Crew crew, long departureMillis, List<Order> parcels) {

    Run {
        parcels = List.copyOf(parcels);
    }

    Org from() {
        return line.from();
    }

    Org to() {
        return line.to();
    }

    LocalDateTime plannedDeparture() {
        return Timeline.time(departureMillis);
    }

    LocalDateTime plannedArrival() {
        return plannedDeparture().plusMinutes(line.minutes());
    }

    /** The same run with another driver, who gets a job of his own. */
    Run reassigned(String newJob, Crew newCrew) {
        return new Run(task, newJob, line, trip, newCrew, departureMillis, parcels);
    }
}
