package dev.switchboard.simulator;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class PackagesTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.switchboard.simulator");

    @Test
    void providersDoNotKnowEachOther() {
        noClasses()
                .that()
                .resideInAPackage("..twilio..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("..meta..")
                .check(CLASSES);
        noClasses()
                .that()
                .resideInAPackage("..meta..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("..twilio..")
                .check(CLASSES);
    }

    @Test
    void nobodyKnowsAProvider() {
        noClasses()
                .that()
                .resideOutsideOfPackages("..twilio..", "..meta..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("..twilio..", "..meta..")
                .check(CLASSES);
    }

    @Test
    void packagesDoNotGoRoundInCircles() {
        slices().matching("dev.switchboard.simulator.(*)..")
                .should()
                .beFreeOfCycles()
                .check(CLASSES);
    }
}
