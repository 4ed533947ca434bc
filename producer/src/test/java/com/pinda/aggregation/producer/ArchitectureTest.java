package com.pinda.aggregation.producer;

import com.pinda.aggregation.testkit.ModuleRules;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    private static final ModuleRules RULES = ModuleRules.of("producer");

    @Test
    void theModuleUsesNoOtherButSchemas() {
        RULES.usesOnly("schema");
    }

    @Test
    void onlyTheCaptureKnowsCanal() {
        RULES.onlyUsedBy("..producer.capture..", "com.alibaba.otter.canal..");
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
