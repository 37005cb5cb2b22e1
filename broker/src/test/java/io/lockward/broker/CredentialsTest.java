package io.lockward.broker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lockward.broker.credential.CredentialsFile;
import io.lockward.broker.credential.PasswordHash;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CredentialsTest {
    @TempDir
    Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void makesAPasswordForEachNameAndPrintsItOnce() throws IOException {
        assertEquals(0, run("", "add", file(), "bank", "harbour-7", "station-1"));

        List<String> lines = out.toString(StandardCharsets.UTF_8).lines().toList();
        assertEquals(2, lines.size());
        for (String line : lines) {
            String[] words = line.split(" ", -1);
            var entry = CredentialsFile.read(Path.of(file())).entries().get(words[0]);
            assertNotNull(entry);
            assertTrue(entry.hash().matches(words[1]));
            assertTrue(words[1].length() >= 43, "256 random bits");
        }
    }

    @Test
    void takesAPasswordFromStandardInputAndStretchesIt() throws IOException {
        assertEquals(0, run("correct horse\n", "add", "--stdin", file(), "cloud", "cloud"));

        assertEquals("", out.toString(StandardCharsets.UTF_8));
        var entry = CredentialsFile.read(Path.of(file())).entries().get("cloud");
        assertNotNull(entry);
        assertTrue(entry.hash().matches("correct horse"));
        assertEquals(PasswordHash.ITERATIONS_CHOSEN, entry.hash().iterations());
    }

    @Test
    void listsAndRemoves() {
        run("", "add", file(), "bank", "station-1", "harbour-7");
        assertEquals(0, run("", "remove", file(), "station-1"));
        assertEquals(3, run("", "remove", file(), "station-1"));
        out.reset();

        assertEquals(0, run("", "list", file()));
        assertEquals("harbour-7 bank" + System.lineSeparator(), out.toString(StandardCharsets.UTF_8));
    }

    @Test
    void namesTheChoicesWhenItIsCalledWrongly() {
        assertEquals(2, run(""));
        assertEquals(2, run("", "grant", file()));
        assertEquals(2, run("", "add", file(), "root", "harbour-7"));
        assertEquals(2, run("", "add", file(), "bank", "Not A Bank"));
        assertEquals(2, run("", "add", "--stdin", file(), "cloud", "cloud"));
        assertTrue(err.toString(StandardCharsets.UTF_8).contains("usage:"));
        assertTrue(Files.notExists(Path.of(file())));
    }

    @Test
    void leavesABrokenFileAlone() throws IOException {
        Files.writeString(Path.of(file()), "nonsense\n");
        assertEquals(1, run("", "add", file(), "bank", "harbour-7"));
        assertEquals("nonsense\n", Files.readString(Path.of(file())));
    }

    private String file() {
        return folder.resolve("credentials").toString();
    }

    private int run(String input, String... arguments) {
        return new Credentials(
                        new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8),
                        RandomGenerator.of("L64X128MixRandom"))
                .run(List.of(arguments));
    }
}
