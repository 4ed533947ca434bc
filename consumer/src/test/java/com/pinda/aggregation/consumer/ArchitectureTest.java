package com.pinda.aggregation.consumer;

import com.pinda.aggregation.testkit.ModuleRules;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    private static final ModuleRules RULES = ModuleRules.of("consumer");

    @Test
    void theModuleUsesNoOtherButSchemas() {
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
