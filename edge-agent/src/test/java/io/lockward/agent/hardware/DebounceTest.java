package io.lockward.agent.hardware;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DebounceTest {
    private static final Duration WINDOW = Duration.ofMillis(20);

    /// Input `time:level`, with a look `window` after each; expected `time:level` of each settled change.
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "one clean edge          | 100:1                            | 120:1",
                "chatter ends high       | 100:1 102:0 105:1 109:0 112:1    | 132:1",
                "chatter ends as it was  | 100:1 102:0 105:1 109:0          | ''",
                "a glitch is nothing     | 100:1 119:0                      | ''",
                "a pulse just long enough| 100:1 120:0                      | 120:1 140:0",
                "two changes far apart   | 100:1 200:0                      | 120:1 220:0",
                "the same level again    | 100:1 110:1                      | 120:1",
            })
    void settles(String name, String seen, String settled) {
        List<String> changes = new ArrayList<>();
        Debounce debounce = Debounce.at(false, 0);
        List<long[]> samples = new ArrayList<>();
        for (String sample : seen.split(" ", -1)) {
            String[] parts = sample.split(":", 2);
            samples.add(new long[] {Long.parseLong(parts[0]), Long.parseLong(parts[1])});
        }
        for (long milli = 0; milli < 300; milli++) {
            Debounce before = debounce;
            debounce = debounce.settle(nanos(milli), WINDOW);
            if (debounce.settled() != before.settled()) {
                changes.add(milli + ":" + (debounce.settled() ? 1 : 0));
            }
            for (long[] sample : samples) {
                if (sample[0] == milli) {
                    debounce = debounce.seen(sample[1] == 1, nanos(milli));
                }
            }
        }
        assertEquals(settled, String.join(" ", changes));
    }

    @Test
    void pins_the_default_and_the_range() {
        assertEquals(Duration.ofMillis(20), Debounce.DEFAULT_WINDOW);
        assertThrows(IllegalArgumentException.class, () -> Debounce.guardWindow(Duration.ZERO));
        assertThrows(IllegalArgumentException.class, () -> Debounce.guardWindow(Duration.ofMillis(501)));
    }

    private static long nanos(long millis) {
        return millis * 1_000_000;
    }
}
