package dev.switchboard.ingress;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.switchboard.ingress", importOptions = DoNotIncludeTests.class)
class ProvidersTest {

    @ArchTest
    static final ArchRule providersDoNotKnowEachOther = slices().matching(
                    "dev.switchboard.ingress.(twilio|meta|gateway)..")
            .should()
            .notDependOnEachOther();

    @ArchTest
    static final ArchRule theFlowKnowsProvidersThroughOneInterface = noClasses()
            .that()
            .resideOutsideOfPackages("..twilio..", "..meta..", "..gateway..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "dev.switchboard.ingress.twilio..",
                    "dev.switchboard.ingress.meta..",
                    "dev.switchboard.ingress.gateway..");

    @ArchTest
    static final ArchRule packagesFormNoCircle =
            slices().matching("dev.switchboard.ingress.(*)..").should().beFreeOfCycles();
}
