package io.lockward.agent;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Clock;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    private static final JavaClasses AGENT = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.lockward.agent");

    @Test
    void the_core_is_pure() {
        classes()
                .that()
                .resideInAPackage("io.lockward.agent.bank..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "java.lang..",
                        "java.util",
                        "java.util.function",
                        "java.util.regex",
                        "java.util.stream",
                        "java.time..",
                        "org.jspecify..",
                        "io.lockward.protocol..",
                        "io.lockward.agent.bank..")
                .because("the same rules run on a controller, in a simulated fleet and under a clock moved by hand")
                .check(AGENT);
    }

    @Test
    void the_core_reads_no_clock() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        "io.lockward.agent.bank..", "io.lockward.agent.journal..", "io.lockward.agent.link..")
                .should()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(Clock.class)
                .because("time is a parameter; only the composition root knows the real one")
                .check(AGENT);
    }

    @Test
    void the_mqtt_client_stays_in_the_link() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.lockward.agent.link..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.eclipse.paho..")
                .because("the client is a transport that must be replaceable")
                .check(AGENT);
    }

    @Test
    void pi4j_stays_in_its_adapter() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.lockward.agent.hardware.pi4j..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.pi4j..")
                .because("one technology has one place")
                .check(AGENT);
    }

    @Test
    void the_serial_library_stays_with_the_lock_boards() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.lockward.agent.hardware.lockboard..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.fazecast..")
                .because("one technology has one place, and its native half is loaded there from a safe folder")
                .check(AGENT);
    }

    @Test
    void parts_do_not_know_the_whole() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        "io.lockward.agent.bank..",
                        "io.lockward.agent.journal..",
                        "io.lockward.agent.link..",
                        "io.lockward.agent.hardware..",
                        "io.lockward.agent.config..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.lockward.agent")
                .because("the composition root knows the parts, never the other way round")
                .check(AGENT);
    }

    @Test
    void journal_link_and_hardware_do_not_know_each_other() {
        noClasses()
                .that()
                .resideInAPackage("io.lockward.agent.journal..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.lockward.agent.link..", "io.lockward.agent.hardware..", "io.lockward.agent.bank..")
                .because("the journal keeps bytes")
                .check(AGENT);
        noClasses()
                .that()
                .resideInAPackage("io.lockward.agent.link..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.lockward.agent.journal..", "io.lockward.agent.hardware..", "io.lockward.agent.bank..")
                .because("the link carries entries and commands; what they mean is for others")
                .check(AGENT);
    }

    @Test
    void nothing_is_named_after_nothing() {
        noClasses()
                .should()
                .haveSimpleNameEndingWith("Manager")
                .orShould()
                .haveSimpleNameEndingWith("Helper")
                .orShould()
                .haveSimpleNameEndingWith("Util")
                .orShould()
                .haveSimpleNameEndingWith("Impl")
                .orShould()
                .haveSimpleNameStartingWith("Abstract")
                .because("a name says what a thing is for")
                .check(AGENT);
    }
}
