package io.lockward.protocol.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The quick reading of instants says exactly what `Instant.parse` says, for what is right and for what is wrong.
class InstantFormTest {
    @Test
    void any_millisecond_reads_as_the_library_reads_it() {
        Random random = new Random(20261122);
        for (int i = 0; i < 20_000; i++) {
            // 1970 to 2199
            String text =
                    Instant.ofEpochMilli(random.nextLong(7_258_118_400_000L)).toString();
            assertEquals(Instant.parse(text), WireModule.instant(text), text);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2024-02-29T12:00:00.000Z",
                "2026-02-29T12:00:00.000Z",
                "2026-13-01T12:00:00.000Z",
                "2026-00-10T12:00:00.000Z",
                "2026-11-31T12:00:00.000Z",
                "2026-11-20T24:00:00.000Z",
                "2026-11-20T25:00:00.000Z",
                "2026-11-20T12:60:00.000Z",
                "2026-12-31T23:59:60.000Z",
                "2026-11-20t12:00:00.000z",
                "2026-11-20 12:00:00.000Z",
                "2026-11-20T12:00:00,000Z",
                "2026-11-20T12:00:00.00AZ",
                "2026-11-20T12:00:00+00:00",
                "٢٠٢٦-11-20T12:00:00.000Z",
                "+026-11-20T12:00:00.000Z",
                "2026-11-20T-1:00:00.000Z",
            })
    void what_is_odd_is_taken_or_refused_as_the_library_does(String text) {
        assertEquals(judged(() -> Instant.parse(text)), judged(() -> WireModule.instant(text)));
    }

    private interface Reading {
        Instant read();
    }

    private static String judged(Reading reading) {
        try {
            return reading.read().toString();
        } catch (DateTimeException _) {
            return "refused";
        }
    }
}
