package io.lockward.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

final class OptionsTest {
    @Test
    void namesWhatCanBeMeasuredWhenAskedForSomethingElse() {
        assertTrue(wrong("speed").contains("agent, camera, command, fleet, ingest, sensing"));
        assertTrue(wrong().contains("agent, camera, command, fleet, ingest, sensing"));
    }

    @Test
    void namesTheOptionsThereAreWhenGivenAnother() {
        assertTrue(wrong("fleet", "--bank", "5").contains("--banks"));
    }

    @Test
    void refusesValuesThatAreNoCounts() {
        assertTrue(wrong("fleet", "--banks", "0").contains("whole number"));
        assertTrue(wrong("fleet", "--banks").contains("whole number"));
    }

    @Test
    void takesWhatIsGivenAndKeepsTheRest() {
        Options options = assertInstanceOf(
                        Options.Reading.Ready.class, Options.read(List.of("ingest", "--banks", "10")))
                .options();
        assertEquals(10, options.get("banks", 1_000));
        assertEquals(15, options.get("seconds", 15));
    }

    private static String wrong(String... words) {
        return assertInstanceOf(Options.Reading.Wrong.class, Options.read(List.of(words)))
                .message();
    }
}
