package io.millrace.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArchitectureTest {
    private static final List<String> STAGES = List.of("gateway", "normalizer", "sink", "console");

    /** Packages that own threads and may wait on them; everything else may run on an event loop. */
    private static final String[] OWN_THREADS = ThreadOwners.PACKAGES;

    private static final JavaClasses CODE = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.millrace");

    @Test
    void seesEveryModule() {
        assertThat(CODE)
                .extracting(type -> type.getPackageName())
                .anyMatch(name -> name.startsWith("io.millrace.telemetry"))
                .anyMatch(name -> name.startsWith("io.millrace.store"))
                .anyMatch(name -> name.startsWith("io.millrace.gateway"))
                .anyMatch(name -> name.startsWith("io.millrace.normalizer"))
                .anyMatch(name -> name.startsWith("io.millrace.sink"))
                .anyMatch(name -> name.startsWith("io.millrace.console"))
                .anyMatch(name -> name.startsWith("io.millrace.standalone"));
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching("io.millrace.(**)").should().beFreeOfCycles().check(CODE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"gateway", "normalizer", "sink", "console"})
    void aStageNeverImportsAnotherStage(String stage) {
        String[] others = STAGES.stream()
                .filter(other -> !other.equals(stage))
                .map(other -> "io.millrace." + other + "..")
                .toArray(String[]::new);

        noClasses()
                .that()
                .resideInAPackage("io.millrace." + stage + "..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(others)
                .check(CODE);
    }

    @Test
    void librariesNeverImportAStage() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        "io.millrace.telemetry..",
                        "io.millrace.store..",
                        "io.millrace.redaction..",
                        "io.millrace.directory..",
                        "io.millrace.broker..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.millrace.gateway..",
                        "io.millrace.normalizer..",
                        "io.millrace.sink..",
                        "io.millrace.console..",
                        "io.millrace.standalone..",
                        "io.millrace.testkit..")
                .check(CODE);
    }

    @Test
    void telemetryDependsOnJacksonCoreAndKafkaHeadersOnly() {
        classes()
                .that()
                .resideInAPackage("io.millrace.telemetry..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "io.millrace.telemetry..",
                        "java..",
                        "javax.crypto..",
                        "com.fasterxml.jackson.core..",
                        "org.apache.kafka.common.header..",
                        "org.apache.kafka.common.serialization..",
                        "org.jspecify..")
                .check(CODE);
    }

    @Test
    void beansAreGivenWhatTheyNeedByTheirConstructor() {
        fields().should()
                .notBeAnnotatedWith("jakarta.inject.Inject")
                .andShould()
                .notBeAnnotatedWith("org.eclipse.microprofile.config.inject.ConfigProperty")
                .andShould()
                .notBeAnnotatedWith("org.eclipse.microprofile.reactive.messaging.Channel")
                .check(CODE);
    }

    @Test
    void nothingBlocksWhereAnEventLoopMayRun() {
        noClasses()
                .that()
                .resideOutsideOfPackages(OWN_THREADS)
                .should(Blocking.CALL)
                .check(CODE);
    }

    /** A comparison that ends at the first wrong byte tells by its time where that is (AUTH-10). */
    @Test
    void keysAreComparedInConstantTime() {
        String keyDigest = "io.millrace.telemetry.key.KeyDigest";
        classes()
                .that()
                .haveFullyQualifiedName(keyDigest)
                .should()
                .callMethod(MessageDigest.class, "isEqual", byte[].class, byte[].class)
                .check(CODE);
        noClasses()
                .that()
                .haveFullyQualifiedName(keyDigest)
                .should()
                .callMethod(Arrays.class, "equals", byte[].class, byte[].class)
                .orShould()
                .callMethod(String.class, "equals", Object.class)
                .check(CODE);
    }

    @Test
    void timeComesFromAClock() {
        noClasses().should(Clocks.READ_DIRECTLY).check(CODE);
    }

    @Test
    void classesDoNotExtendOurOwnClasses() {
        classes().should(Inheritance.NOT_EXTEND_OUR_OWN_CLASSES).check(CODE);
    }

    @Test
    void publicIsEarned() {
        classes()
                .that(Visibility.ARE_PUBLIC_TOP_LEVEL_TYPES)
                .should(Visibility.BE_USED_BY_ANOTHER_PACKAGE)
                .check(CODE);
    }

    @Test
    void namesSayWhatAThingIs() {
        noClasses()
                .should()
                .haveNameMatching(".*\\.(Abstract|Base)[A-Z]\\w*|.*(Manager|Helper|Utils?|Impl)")
                .check(CODE);
    }
}
