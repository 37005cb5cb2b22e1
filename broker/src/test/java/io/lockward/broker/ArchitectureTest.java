package io.lockward.broker;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Clock;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.lockward.broker");

    @Test
    void onlyOnePackageKnowsHiveMq() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.lockward.broker.hivemq")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("com.hivemq..", "com.codahale..")
                .because("the broker is replaceable: the rules and credentials outlive HiveMQ")
                .check(CLASSES);
    }

    @Test
    void rulesArePure() {
        classes()
                .that()
                .resideInAPackage("io.lockward.broker.access")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "io.lockward.broker.access",
                        "io.lockward.protocol",
                        "java.lang..",
                        "java.util",
                        "java.util.stream",
                        "java.util.function",
                        "java.time",
                        "org.jspecify.annotations")
                .because("access rules decide from what they are given; no I/O, no threads, no logging")
                .check(CLASSES);
    }

    @Test
    void nobodyReadsTheClockButTheStart() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName("io.lockward.broker.Main")
                .should()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(Clock.class, "systemUTC")
                .because("time is a parameter, so that tests move it")
                .check(CLASSES);
    }

    @Test
    void credentialsKnowNoBroker() {
        noClasses()
                .that()
                .resideInAnyPackage("io.lockward.broker.credential", "io.lockward.broker.access")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.lockward.broker", "io.lockward.broker.hivemq")
                .because("the direction is process -> extension -> credentials -> rules -> protocol")
                .check(CLASSES);
    }
}
