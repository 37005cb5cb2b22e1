package io.lockward.lab;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    private static final JavaClasses CLASSES = new ClassFileImporter().importPackages("io.lockward.lab");

    @Test
    void timePassesInOnePlaceOnly() {
        noClasses()
                .should()
                .callMethod(Thread.class, "sleep", long.class)
                .orShould()
                .callMethod(TimeUnit.class, "sleep", long.class)
                .orShould()
                .callMethod(LockSupport.class, "parkNanos", long.class)
                .because("a test waits for a fact and not for a while; Await of the system tests is the one place")
                .check(CLASSES);
    }

    @Test
    void theLabSharesNothingWithWhatItProves() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.lockward.protocol..", "io.lockward.agent..", "io.lockward.fleet..")
                .because("a fault in shared code would hide itself")
                .check(CLASSES);
    }
}
