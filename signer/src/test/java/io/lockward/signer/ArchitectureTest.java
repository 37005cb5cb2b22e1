package io.lockward.signer;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    private static final JavaClasses SIGNER = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.lockward.signer");

    @Test
    void the_signer_is_small() {
        classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "java..",
                        "jdk.net..",
                        "org.jspecify..",
                        "org.slf4j..",
                        "com.fasterxml.jackson..",
                        "io.lockward.protocol..",
                        "io.lockward.signer..")
                .because("whoever can change what it depends on can sign: it depends on little")
                .check(SIGNER);
    }

    @Test
    void the_rules_are_pure() {
        classes()
                .that()
                .resideInAPackage("io.lockward.signer.rules..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "java.lang..",
                        "java.util",
                        "java.util.function",
                        "java.util.stream",
                        "java.time..",
                        "org.jspecify..",
                        "com.fasterxml.jackson.annotation..",
                        "io.lockward.protocol..",
                        "io.lockward.signer.rules..")
                .because("what is signed is decided by what is asked and what was signed, and by nothing else")
                .check(SIGNER);
    }

    @Test
    void only_the_program_reads_the_clock() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName("io.lockward.signer.Main")
                .should()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .because("limits and logs are tested under a clock moved by hand")
                .check(SIGNER);
    }

    @Test
    void native_code_stays_with_the_token() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.lockward.signer.token")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("java.lang.foreign..")
                .because("a wrong call there ends the process")
                .check(SIGNER);
    }
}
