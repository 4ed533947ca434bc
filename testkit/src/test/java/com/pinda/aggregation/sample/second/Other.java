package com.pinda.aggregation.sample.second;

import com.pinda.aggregation.sample.first.Faulty;

/** Uses the package that uses it. */
public final class Other {

    /** How many rules the other breaks. */
    public int rules() {
        return new Faulty().rules();
    }
}
