package io.lockward.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.lockward.cli");

    @Test
    void the_command_line_is_a_client_like_any_other() {
        noClasses()
                .that()
                .resideOutsideOfPackages("io.lockward.cli.keys", "io.lockward.cli.evidence", "io.lockward.cli.demo")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.lockward.protocol..",
                        "io.lockward.fleet..",
                        "io.lockward.agent..",
                        "io.lockward.broker..",
                        "io.lockward.cloud..")
                .because(
                        "what it can do, an integrator can do over the HTTP contract; only keys are made and evidence is"
                                + " checked without a service, also keys of the demo")
                .check(CLASSES);
    }
}
