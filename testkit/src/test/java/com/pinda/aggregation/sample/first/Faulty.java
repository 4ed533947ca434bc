package com.pinda.aggregation.sample.first;

import com.pinda.aggregation.sample.second.Other;
import com.pinda.aggregation.testkit.JavaProcess;
import org.springframework.beans.factory.annotation.Autowired;

/** Breaks every rule. */
public final class Faulty {

    @Autowired
    private Other other;

    /** Prints, throws, and uses another module. */
    public void run() {
        System.out.println(other.rules() + JavaProcess.freePort());
        throw new RuntimeException("of no kind");
    }

    /** How many it breaks. */
    public int rules() {
        return 6;
    }
}
