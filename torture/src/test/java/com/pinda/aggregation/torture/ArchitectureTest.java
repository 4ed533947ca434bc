package com.pinda.aggregation.torture;

import com.pinda.aggregation.testkit.ModuleRules;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    private static final ModuleRules RULES = ModuleRules.of("torture");

    @Test
    void theModuleUsesOnlyTheContractAndRealServers() {
        RULES.usesOnly("schema", "testkit");
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
