package com.pinda.aggregation.testkit;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_THROW_GENERIC_EXCEPTIONS;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_USE_FIELD_INJECTION;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.stream.Stream;

/**
 * What holds in every module's classes; each method throws an {@link AssertionError} that names the class and the line
 * where it does not.
 */
public final class ModuleRules {

    private static final String ROOT = "com.pinda.aggregation";

    private final String root;
    private final JavaClasses classes;

    private ModuleRules(String root, JavaClasses classes) {
        this.root = root;
        this.classes = classes;
    }

    /** The rules of the module whose packages begin with {@code com.pinda.aggregation.<name>}; its tests are free. */
    public static ModuleRules of(String name) {
        var root = ROOT + "." + name;
        return of(root, new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests()));
    }

    static ModuleRules of(String root, ClassFileImporter importer) {
        return new ModuleRules(root, importer.importPackages(root));
    }

    /** The module's classes, for rules of its own. */
    public JavaClasses classes() {
        return classes;
    }

    /** The module uses no other module than those named. */
    public void usesOnly(String... modules) {
        var allowed = Stream.concat(Stream.of(root), Stream.of(modules).map(module -> ROOT + "." + module))
                .map(module -> module + "..")
                .toArray(String[]::new);
        noClasses()
                .should()
                .dependOnClassesThat(
                        resideInAPackage(ROOT + "..").and(DescribedPredicate.not(resideInAnyPackage(allowed))))
                .check(classes);
    }

    /** Only packages that match {@code users} use those that match {@code used}. */
    public void onlyUsedBy(String users, String used) {
        noClasses()
                .that()
                .resideOutsideOfPackage(users)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(used)
                .check(classes);
    }

    /** No two packages use each other, over whatever detour. */
    public void hasNoPackageCycles() {
        slices().matching(ROOT + ".(**)").should().beFreeOfCycles().check(classes);
    }

    /** Constructors get what a class needs. */
    public void injectsNoFields() {
        NO_CLASSES_SHOULD_USE_FIELD_INJECTION.check(classes);
    }

    /** Nobody prints but through a logger or a stream that was handed over. */
    public void usesNoStandardStream() {
        NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS.check(classes);
    }

    /** An exception's type says what failed. */
    public void throwsNoGenericException() {
        NO_CLASSES_SHOULD_THROW_GENERIC_EXCEPTIONS.check(classes);
    }
}
