package com.pinda.aggregation.testkit;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class ModuleRulesTest {

    private static final ModuleRules FAULTY = ModuleRules.of("com.pinda.aggregation.sample", new ClassFileImporter());

    @Test
    void anotherModuleIsRefused() {
        assertRefused(() -> FAULTY.usesOnly("schema"), "JavaProcess");
        assertThatCode(() -> FAULTY.usesOnly("testkit")).doesNotThrowAnyException();
    }

    @Test
    void aLibraryThatIsForOnePackageIsRefusedInAnother() {
        assertRefused(() -> FAULTY.onlyUsedBy("..second..", "org.springframework.."), "Autowired");
        assertThatCode(() -> FAULTY.onlyUsedBy("..first..", "org.springframework.."))
                .doesNotThrowAnyException();
    }

    @Test
    void packagesThatUseEachOtherAreRefused() {
        assertRefused(FAULTY::hasNoPackageCycles, "Cycle detected");
    }

    @Test
    void aFieldThatIsInjectedIsRefused() {
        assertRefused(FAULTY::injectsNoFields, "Faulty.other");
    }

    @Test
    void printingIsRefused() {
        assertRefused(FAULTY::usesNoStandardStream, "System.out");
    }

    @Test
    void anExceptionOfNoKindIsRefused() {
        assertRefused(FAULTY::throwsNoGenericException, "RuntimeException");
    }

    private static void assertRefused(ThrowingCallable check, String named) {
        assertThatThrownBy(check).isInstanceOf(AssertionError.class).hasMessageContaining(named);
    }
}
