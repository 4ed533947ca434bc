package com.pinda.aggregation.query;

import com.pinda.aggregation.testkit.ModuleRules;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    private static final ModuleRules RULES = ModuleRules.of("query");

    @Test
    void noTwoPackagesNeedEachOther() {
        RULES.hasNoPackageCycles();
    }

    @Test
    void ofTheOtherModulesOnlySchemasIsUsed() {
        RULES.usesOnly("schema");
    }

    @Test
    void whatIsNeededComesThroughConstructors() {
        RULES.injectsNoFields();
    }

    @Test
    void nothingIsPrintedPastTheLog() {
        RULES.usesNoStandardStream();
    }

    @Test
    void anExceptionSaysWhatItIs() {
        RULES.throwsNoGenericException();
    }
}
