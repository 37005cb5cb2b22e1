package io.lockward.protocol.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.lockward.protocol.ChainHash;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class ChainHashTest {
    /// Computed with Python's hashlib: sha256(32 zero bytes || entry 1), sha256(that || entry 2).
    @Test
    void theChainIsWhatAnotherLanguageComputes() {
        ChainHash one = ChainHash.START.then("{\"a\":1}".getBytes(StandardCharsets.UTF_8));
        assertEquals("b06a229070741292512e8760f470dd7a4c46ccfdf253df781d88dabe58c1ccb1", one.hex());
        ChainHash two = one.then("..{\"b\":\"\u00e9\"}..".getBytes(StandardCharsets.UTF_8), 2, 10);
        assertEquals("79ccf3cfad8b57711ea51d7678c108df870e8054f8f5b7649ef73924f03513d4", two.hex());
    }

    @Test
    void onlyLowerCaseHexadecimalIsAHash() {
        assertThrows(IllegalArgumentException.class, () -> new ChainHash("A".repeat(64)));
        assertThrows(IllegalArgumentException.class, () -> new ChainHash("a".repeat(63)));
    }
}
