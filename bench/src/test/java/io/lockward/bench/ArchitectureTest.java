package io.lockward.bench;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

final class ArchitectureTest {
    private static final JavaClasses CODE = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.lockward.bench");

    @Test
    void whatJudgesFiguresIsPure() {
        classes()
                .that()
                .haveSimpleName("Percentiles")
                .or()
                .haveSimpleName("BankJournal")
                .or()
                .haveSimpleName("Options")
                .or()
                .haveSimpleName("Tally")
                .or()
                .haveSimpleName("OperatingPlot")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", "org.jspecify..", "io.lockward.protocol..", "io.lockward.bench")
                .because("a figure is only as good as the arithmetic behind it, and that can be tested by itself")
                .check(CODE);
    }

    @Test
    void measuresThroughTheFrontDoor() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.lockward.cloud..", "io.lockward.broker..", "java.sql..")
                .because("what is measured is what a bank and a client of the HTTP contract see")
                .check(CODE);
    }
}
