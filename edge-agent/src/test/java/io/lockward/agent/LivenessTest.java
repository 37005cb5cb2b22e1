package io.lockward.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.lockward.agent.Liveness.Part;
import io.lockward.agent.Liveness.Verdict;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The rule as a table: last progress of each part -> feed, or who stands still and for how long. Empty is never.
class LivenessTest {
    @ParameterizedTest(name = "fed at {0}, now {1}: control {2}, journal {3}, link {4}, rounds {5} -> {6}")
    @CsvSource(textBlock = """
            10000, 20000, 19900, 15000, 19800, 19700, feed
            10000, 20000, 10001, 10001, 10001, 10001, feed
            10000, 20000, 10000, 15000, 19800, 19700, control still for 10000 ms
            10000, 20000, 9000,  15000, 19800, 19700, control still for 11000 ms
            10000, 20000, 19900, 15000, 10000, 19700, link still for 10000 ms
            10000, 20000, 19900, 15000, 19800, 10000, rounds still for 10000 ms
            80000, 90000, 89900, 30000, 89800, 89700, feed
            80000, 90000, 89900, 29999, 89800, 89700, journal still for 60001 ms
            10000, 200000, 19900, 15000, 19800, 19700, feed
            10000, 20000, 9000,  5000,  9000,  19700, 'control still for 11000 ms, link still for 11000 ms'
            10000, 20000, ,      15000, 19800, 19700, control not yet begun
            10000, 20000, 19900, ,      19800, 19700, journal not yet begun
            10000, 20000, 19900, 15000, ,      ,      'link not yet begun, rounds not yet begun'
            -9223372036854775808, 5, 0, 0, 0, 0, feed
            -9223372036854775808, 5, 0, , 0, 0, journal not yet begun
            """)
    void feeds_only_while_everything_moves(
            long fedUp,
            long nowUp,
            @Nullable Long control,
            @Nullable Long journal,
            @Nullable Long link,
            @Nullable Long rounds,
            String expected) {
        Map<Part, Long> progressed = new EnumMap<>(Part.class);
        put(progressed, Part.CONTROL, control);
        put(progressed, Part.JOURNAL, journal);
        put(progressed, Part.LINK, link);
        put(progressed, Part.ROUNDS, rounds);
        String said = switch (new Liveness(progressed).judge(fedUp, nowUp, 60_000)) {
            case Verdict.Feed _ -> "feed";
            case Verdict.Withhold withhold -> withhold.words();
        };
        assertEquals(expected, said);
    }

    private static void put(Map<Part, Long> progressed, Part part, @Nullable Long up) {
        if (up != null) {
            progressed.put(part, up);
        }
    }
}
