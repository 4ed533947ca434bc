package com.pinda.aggregation.torture.fault;

import java.util.function.BooleanSupplier;

/** A fault of two steps. */
record Mishap(String name, BooleanSupplier step, Runnable mend) implements Fault {

    /** One that always takes place. */
    static Mishap of(String name, Runnable step, Runnable mend) {
        return new Mishap(
                name,
                () -> {
                    step.run();
                    return true;
                },
                mend);
    }

    @Override
    public boolean inflict() {
        return step.getAsBoolean();
    }

    @Override
    public void heal() {
        mend.run();
    }
}
