package io.lockward.cloud;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/// Holds the rules of DESIGN section 3 against the compiled classes.
class ArchitectureTest {
    private static final JavaClasses CLOUD = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.lockward.cloud");

    @Test
    void jdbc_lives_in_stores() {
        noClasses()
                .that()
                .haveNameNotMatching(".*(Store|Sql).*")
                .and()
                .resideOutsideOfPackage("io.lockward.cloud.platform")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.sql..", "javax.sql..", "io.agroal..", "org.postgresql..")
                .because("one technology, one place: *Store is the licence for JDBC (Sql* are its tools)")
                .allowEmptyShould(true)
                .check(CLOUD);
    }

    @Test
    void the_mqtt_client_lives_in_gateways() {
        noClasses()
                .that()
                .haveNameNotMatching(".*Gateway.*")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.hivemq..")
                .because("the MQTT client must be replaceable in one place")
                .allowEmptyShould(true)
                .check(CLOUD);
    }

    @Test
    void pictures_of_codes_live_in_one_class() {
        noClasses()
                .that()
                .haveNameNotMatching(".*CodePicture(\\$.*)?")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.google.zxing..")
                .because("one technology, one place")
                .allowEmptyShould(true)
                .check(CLOUD);
    }

    @Test
    void mail_lives_in_one_class() {
        noClasses()
                .that()
                .haveNameNotMatching(".*MailSender(\\$.*)?")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("jakarta.mail..", "org.eclipse.angus..")
                .because("one technology, one place")
                .allowEmptyShould(true)
                .check(CLOUD);
    }

    @Test
    void s3_and_tink_live_in_the_vault() {
        noClasses()
                .that()
                .haveNameNotMatching(".*(S3Vault|PieceCipher|VaultKey).*")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("software.amazon..", "com.google.crypto..")
                .because("one technology, one place")
                .allowEmptyShould(true)
                .check(CLOUD);
    }

    @Test
    void jax_rs_lives_in_resources() {
        noClasses()
                .that()
                .haveSimpleNameNotEndingWith("Resource")
                .and()
                .resideOutsideOfPackages("io.lockward.cloud.access..", "io.lockward.cloud.http..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("jakarta.ws.rs..")
                .because("what a feature does must not know that HTTP asked for it")
                .allowEmptyShould(true)
                .check(CLOUD);
    }

    @Test
    void timers_live_in_jobs() {
        noClasses()
                .that()
                .haveNameNotMatching(".*Job(\\$.*)?")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.quarkus.scheduler..")
                .because("what runs by itself must be found by its name")
                .allowEmptyShould(true)
                .check(CLOUD);
    }

    @Test
    void features_have_no_cycles() {
        slices().matching("io.lockward.cloud.(*)..")
                .should()
                .beFreeOfCycles()
                .because("a feature must be readable without all the others")
                .allowEmptyShould(true)
                .check(CLOUD);
    }

    @Test
    void nobody_reads_the_clock() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.lockward.cloud.platform")
                .should()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(java.time.Clock.class, "systemUTC")
                .because("time is a parameter: java.time.InstantSource is injected")
                .allowEmptyShould(true)
                .check(CLOUD);
    }

    @Test
    void rules_use_no_framework() {
        noClasses()
                .that()
                .haveSimpleNameEndingWith("Rules")
                .or()
                .haveSimpleNameEndingWith("Decision")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("jakarta..", "io.quarkus..", "java.sql..")
                .because("rules are pure functions of state, input and time")
                .allowEmptyShould(true)
                .check(CLOUD);
    }
}
