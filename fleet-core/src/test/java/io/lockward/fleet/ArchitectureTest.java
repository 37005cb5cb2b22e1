package io.lockward.fleet;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/// Holds the rules of DESIGN section 3 against the compiled classes.
class ArchitectureTest {
    private static final JavaClasses FLEET = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.lockward.fleet");

    @Test
    void uses_no_framework() {
        classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", "io.lockward.protocol..", "io.lockward.fleet..", "org.jspecify..")
                .because("the same rules run on a database and in a simulation of one thread")
                .check(FLEET);
    }

    @Test
    void does_no_input_or_output() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "java.io..", "java.nio.file..", "java.net..", "java.sql..", "java.util.concurrent..")
                .because("decide purely, act at the rim")
                .check(FLEET);
    }

    @Test
    void reads_no_clock() {
        noClasses()
                .should()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(System.class, "nanoTime")
                .because("time is a parameter")
                .check(FLEET);
    }
}
