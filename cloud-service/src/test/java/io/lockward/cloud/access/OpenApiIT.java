package io.lockward.cloud.access;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.lockward.cloud.platform.TestData;
import io.lockward.cloud.platform.TestDatabase;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/// Holds the committed description of the HTTP interface against the running one.
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
@QuarkusTestResource(TestData.class)
class OpenApiIT {
    private static final Path COMMITTED = Path.of("..", "docs", "reference", "openapi.yaml");

    @ConfigProperty(name = "lockward.data")
    String data = "";

    @Test
    void the_committed_description_is_the_served_one() throws IOException {
        String key = Files.readString(Path.of(data, "api-key")).strip();
        String served = inOrder(given().header("Authorization", "Bearer " + key)
                .get("/q/openapi")
                .body()
                .asString());
        Path now = Path.of("target", "openapi.yaml");
        Files.writeString(now, served);
        String committed = Files.exists(COMMITTED) ? Files.readString(COMMITTED) : "";
        assertEquals(
                committed, served, "the HTTP interface changed: if that is meant, copy " + now + " to " + COMMITTED);
    }

    /// With its parts by name: which of them comes first is chance, and differs between builds.
    private static String inOrder(String description) {
        return Pattern.compile("(?m)^(?=[a-z])")
                .splitAsStream(description)
                .filter(part -> !part.isBlank())
                .sorted()
                .collect(Collectors.joining());
    }
}
