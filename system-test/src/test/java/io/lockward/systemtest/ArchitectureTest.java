package io.lockward.systemtest;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    private static final JavaClasses CLASSES = new ClassFileImporter().importPackages("io.lockward.systemtest");

    @Test
    void onlyOnePlaceLetsTimePass() {
        noClasses()
                .that()
                .doNotHaveSimpleName("Await")
                .should()
                .callMethod(Thread.class, "sleep", long.class)
                .orShould()
                .callMethod(TimeUnit.class, "sleep", long.class)
                .orShould()
                .callMethod(LockSupport.class, "parkNanos", long.class)
                .because("a test waits for a fact and not for a while")
                .check(CLASSES);
    }

    @Test
    void theCheckerSharesNothingWithWhatItChecks() {
        noClasses()
                .that()
                .haveSimpleNameStartingWith("Checker")
                .or()
                .haveSimpleNameStartingWith("JournalOnDisk")
                .or()
                .haveSimpleNameStartingWith("CloudLedger")
                .or()
                .haveSimpleNameStartingWith("Replay")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.lockward.protocol..", "io.lockward.agent..", "io.lockward.fleet..")
                .because("a fault in shared code would hide itself")
                .check(CLASSES);
    }
}
