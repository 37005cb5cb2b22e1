package io.lockward.simulator;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.lockward.simulator");

    @Test
    void the_simulator_knows_no_framework_and_no_cloud_service() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.quarkus..", "jakarta..", "io.lockward.cloud..", "com.hivemq..")
                .because("it runs the rules themselves, not a service around them")
                .check(CLASSES);
    }

    @Test
    void a_seeded_day_has_no_clock_and_no_thread_of_its_own() {
        noClasses()
                .that()
                .resideInAPackage("io.lockward.simulator.seeded")
                .should()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(Instant.class, "now")
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(Thread.class)
                .orShould()
                .dependOnClassesThat()
                .resideInAPackage("java.util.concurrent..")
                .because("the same seed must give the same day")
                .check(CLASSES);
    }

    @Test
    void the_world_does_not_know_who_lives_in_it() {
        noClasses()
                .that()
                .resideInAPackage("io.lockward.simulator.world")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.lockward.simulator.fleet", "io.lockward.simulator.seeded")
                .because("the demo and the one-thread day share it")
                .check(CLASSES);
    }
}
