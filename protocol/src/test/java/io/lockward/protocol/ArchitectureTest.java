package io.lockward.protocol;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

final class ArchitectureTest {
    private static final JavaClasses OURS = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.lockward.protocol");

    @Test
    void protocolIsALeaf() {
        classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "java..",
                        "javax.crypto..",
                        "org.jspecify.annotations..",
                        "com.fasterxml.jackson..",
                        "org.jose4j..",
                        "io.lockward.protocol..")
                .because(
                        "every program speaks the wire language, so it brings nothing along but the JSON and the JOSE library")
                .check(OURS);
    }

    @Test
    void onlyTheCodecReadsAndWritesJson() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.lockward.protocol.wire")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("com.fasterxml.jackson.core..", "com.fasterxml.jackson.databind..", "org.jose4j..")
                .because("messages are plain data; how they are read is decided, and bounded, in one place")
                .check(OURS);
    }

    @Test
    void nothingHereReadsTheClockOrSleeps() {
        noClasses()
                .should()
                .callMethod(java.time.Instant.class, "now")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(Thread.class, "sleep", long.class)
                .because("time comes in as a value, so that everything runs under a virtual clock")
                .check(OURS);
    }
}
