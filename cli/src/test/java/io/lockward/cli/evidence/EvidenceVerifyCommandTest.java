package io.lockward.cli.evidence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.lockward.cli.ExitCode;
import io.lockward.cli.Main;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvidenceVerifyCommandTest {
    private static final String SAMPLE = "../docs/reference/evidence-sample.zip";
    private static final String ROOT = "../docs/reference/evidence-sample.pub";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @TempDir
    Path folder = Path.of("");

    private StringWriter out = new StringWriter();
    private StringWriter err = new StringWriter();
    private String fingerprint = "";

    @BeforeEach
    void fingerprint() throws IOException {
        fingerprint = JSON.readTree(Path.of(ROOT).toFile()).path("kid").asText();
    }

    private int run(String... words) {
        out = new StringWriter();
        err = new StringWriter();
        String[] line = new String[words.length + 2];
        line[0] = "evidence";
        line[1] = "verify";
        System.arraycopy(words, 0, line, 2, words.length);
        return Main.commandLine(new PrintWriter(out, true), new PrintWriter(err, true))
                .execute(line);
    }

    private void says(String words) {
        assertTrue((out.toString() + err).contains(words), () -> out.toString() + err);
    }

    @Test
    void endsWithZeroOnlyWhenEverythingHoldsUnderTheGivenRoot() {
        assertEquals(ExitCode.DONE, run(SAMPLE, "--key", ROOT));
        says("Everything holds.");
        says("ok    clips/harbour-7/c-3-101-door.mp4");
        assertEquals(ExitCode.DONE, run(SAMPLE, "--key", fingerprint));
    }

    @Test
    void withoutAKeyItShowsTheFingerprintToCompare() {
        assertEquals(ExitCode.UNVERIFIED, run(SAMPLE));
        says(fingerprint);
        says("only if this is your fleet's root");
    }

    @Test
    void saysWhichFileIsNotTheOneThatWasPacked() throws IOException {
        byte[] bytes = Files.readAllBytes(Path.of(SAMPLE));
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        bytes[text.indexOf("\"type\":\"door.opened\"")] ^= 1;
        Path changed = Files.write(folder.resolve("changed.zip"), bytes);
        assertEquals(ExitCode.ERROR, run(changed.toString(), "--key", ROOT));
        says("WRONG journal/harbour-7/3-101.ndjson: is not the file that is listed");
        says("WRONG journal/harbour-7/3-101.ndjson: entry 101 cannot be read");
        says("DOES NOT HOLD");
        assertFalse(out.toString().contains("Everything holds"));
    }

    @Test
    void tellsProgramsEveryCheck() throws IOException {
        assertEquals(ExitCode.DONE, run(SAMPLE, "--json", "--key", ROOT));
        JsonNode answer = JSON.readTree(out.toString());
        assertEquals("holds", answer.path("verdict").asText());
        assertEquals("archive", answer.path("checks").path(0).path("what").asText());
        assertEquals(fingerprint, answer.path("root").asText());
        assertEquals(ExitCode.UNVERIFIED, run(SAMPLE, "--json"));
        assertEquals("open", JSON.readTree(out.toString()).path("verdict").asText());
    }

    @Test
    void saysWhatItWasGivenWrong() throws IOException {
        assertEquals(ExitCode.NOT_FOUND, run("nothing.zip"));
        assertEquals(ExitCode.USAGE, run(SAMPLE, "--key", "short"));
        assertEquals(ExitCode.USAGE, run());
        assertEquals(ExitCode.ERROR, run(ROOT));
        says("WRONG");
        Path stranger = folder.resolve("root.jwk");
        Main.commandLine(new PrintWriter(out), new PrintWriter(err)).execute("keys", "root", stranger.toString());
        assertEquals(ExitCode.ERROR, run(SAMPLE, "--key", stranger.toString()));
        says("names another root than the one you trust");
    }
}
