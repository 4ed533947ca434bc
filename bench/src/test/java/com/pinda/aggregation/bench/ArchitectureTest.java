package com.pinda.aggregation.bench;

import com.pinda.aggregation.testkit.ModuleRules;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    private static final ModuleRules RULES = ModuleRules.of("bench");

    @Test
    void theModuleUsesOnlyTheContract() {
        RULES.usesOnly("schema");
    }

    @Test
    void noTwoPackagesUseEachOther() {
        RULES.hasNoPackageCycles();
    }

    @Test
    void constructorsGetWhatAClassNeeds() {
        RULES.injectsNoFields();
    }

    @Test
    void nobodyPrints() {
        RULES.usesNoStandardStream();
    }

    @Test
    void anExceptionSaysWhatFailed() {
        RULES.throwsNoGenericException();
    }
}
