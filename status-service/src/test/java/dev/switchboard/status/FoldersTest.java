package dev.switchboard.status;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packagesOf = StatusApplication.class, importOptions = DoNotIncludeTests.class)
class FoldersTest {

    @ArchTest
    static final ArchRule theFlowRunsOneWay =
            slices().matching("dev.switchboard.status.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule whatTellsTheOutsideKnowsNothingOfTheTopicsItComesFrom = noClasses()
            .that()
            .resideInAnyPackage("..message..", "..inbox..", "..change..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("..intake..");
}
