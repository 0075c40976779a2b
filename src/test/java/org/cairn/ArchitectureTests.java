package org.cairn;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Instant;

@AnalyzeClasses(packages = "org.cairn", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTests {

    @ArchTest
    static final ArchRule rulesArePlainJava = classes()
            .that()
            .resideInAPackage("org.cairn.rules..")
            .and()
            .doNotHaveSimpleName("package-info")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("org.cairn.rules..", "java..", "org.jspecify.annotations..");

    @ArchTest
    static final ArchRule noCycles =
            slices().matching("org.cairn.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule timeIsInjected = noClasses()
            .should()
            .callMethod(Instant.class, "now")
            .because("time comes from the injected Clock, so that tests can move it");

    @ArchTest
    static final ArchRule practiceIsAnIsland = noClasses()
            .that()
            .resideInAPackage("org.cairn.practice..")
            .should()
            .dependOnClassesThat(com.tngtech.archunit.base.DescribedPredicate.describe(
                    "belong to another room",
                    type -> type.getPackageName().startsWith("org.cairn.")
                            && !type.getPackageName().startsWith("org.cairn.practice")));

    @ArchTest
    static final ArchRule canvasDoesNotKnowMoodle = noClasses()
            .that()
            .resideInAPackage("org.cairn.practice.canvas..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.cairn.practice.moodle..");

    @ArchTest
    static final ArchRule moodleDoesNotKnowCanvas = noClasses()
            .that()
            .resideInAPackage("org.cairn.practice.moodle..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.cairn.practice.canvas..");

    @ArchTest
    static final ArchRule launchLibraryStaysInItsRoom = noClasses()
            .that()
            .resideOutsideOfPackage("org.cairn.lti.launch..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("uk.ac.ox.ctl..");

    @ArchTest
    static final ArchRule joseStaysWhereSignaturesAreChecked = noClasses()
            .that()
            .resideOutsideOfPackages(
                    "org.cairn.lti..",
                    "org.cairn.net..",
                    "org.cairn.credential..",
                    "org.cairn.ingest..",
                    "org.cairn.practice..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("com.nimbusds..");

    @ArchTest
    static final ArchRule jsonLdStaysInCredential = noClasses()
            .that()
            .resideOutsideOfPackage("org.cairn.credential..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("com.apicatalog..");

    @ArchTest
    static final ArchRule jdbcStaysInJdbcClasses = noClasses()
            .that()
            .haveSimpleNameNotStartingWith("Jdbc")
            .and()
            .resideInAPackage("org.cairn.*..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.springframework.jdbc.core..");

    @ArchTest
    static final ArchRule jdbcClassesAreHidden =
            classes().that().haveSimpleNameStartingWith("Jdbc").should().notBePublic();
}
