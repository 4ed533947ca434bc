package com.pinda.aggregation.query;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_THROW_GENERIC_EXCEPTIONS;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_USE_FIELD_INJECTION;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    private static final String ROOT = "com.pinda.aggregation";
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(ROOT + ".query");

    @Test
    void noTwoPackagesNeedEachOther() {
        slices().matching(ROOT + ".query.(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void ofTheOtherModulesOnlySchemasIsUsed() {
        var ofOtherModules = JavaClass.Predicates.resideInAPackage(ROOT + "..")
                .and(DescribedPredicate.not(
                        JavaClass.Predicates.resideInAnyPackage(ROOT + ".query..", ROOT + ".schema..")));

        noClasses().should().dependOnClassesThat(ofOtherModules).check(CLASSES);
    }

    @Test
    void whatIsNeededComesThroughConstructors() {
        NO_CLASSES_SHOULD_USE_FIELD_INJECTION.check(CLASSES);
    }

    @Test
    void nothingIsPrintedPastTheLog() {
        NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS.check(CLASSES);
    }

    @Test
    void anExceptionSaysWhatItIs() {
        NO_CLASSES_SHOULD_THROW_GENERIC_EXCEPTIONS.check(CLASSES);
    }
}
