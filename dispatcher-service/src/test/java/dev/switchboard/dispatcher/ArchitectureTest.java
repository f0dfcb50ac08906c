package dev.switchboard.dispatcher;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.switchboard.dispatcher", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    private static final String[] PROVIDERS = {"..dispatcher.twilio..", "..dispatcher.meta.."};

    @ArchTest
    static final ArchRule flowDoesNotKnowProviders = noClasses()
            .that()
            .resideOutsideOfPackages(PROVIDERS)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(PROVIDERS);

    @ArchTest
    static final ArchRule providersDoNotKnowEachOther =
            slices().matching("..dispatcher.(twilio|meta)..").should().notDependOnEachOther();

    @ArchTest
    static final ArchRule onlyTwilioKnowsItsSdk = noClasses()
            .that()
            .resideOutsideOfPackage("..dispatcher.twilio..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("com.twilio..");

    @ArchTest
    static final ArchRule nothingOfTheFlowGoesInCircles =
            slices().matching("..dispatcher.(*)..").should().beFreeOfCycles();
}
