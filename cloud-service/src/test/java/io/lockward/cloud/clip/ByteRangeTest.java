package io.lockward.cloud.clip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ByteRangeTest {
    @ParameterizedTest
    @CsvSource({
        "bytes=0-, 0, 1000",
        "bytes=0-0, 0, 1",
        "bytes=10-19, 10, 10",
        "bytes=990-5000, 990, 10",
        "bytes=999-, 999, 1",
        "bytes=-10, 990, 10",
        "bytes=-5000, 0, 1000",
        "bytes=1000-, 1000, 0",
        "bytes=-0, 1000, 0",
        "bytes=0-999999999999999, 0, 1000"
    })
    void reads_what_is_asked(String header, long from, long length) {
        ByteRange range = ByteRange.of(header, 1_000);
        assertNotNull(range);
        assertEquals(new ByteRange(from, length), range);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "bytes=",
                "bytes=-",
                "bytes=9-3",
                "bytes=0-1,5-6",
                "items=0-1",
                "bytes=0-9999999999999999999999",
                "bytes=a-b"
            })
    void sends_all_when_it_asks_for_what_is_not_done_here(String header) {
        assertNull(ByteRange.of(header, 1_000));
        assertNull(ByteRange.of(null, 1_000));
    }
}
