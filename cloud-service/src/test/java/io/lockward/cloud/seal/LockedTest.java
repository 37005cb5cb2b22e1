package io.lockward.cloud.seal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.junit.jupiter.api.Test;

class LockedTest {
    private static final byte[] ROOT = "a private key".getBytes(java.nio.charset.StandardCharsets.US_ASCII);

    @Test
    void opens_for_its_own_purpose_with_its_own_key_only() {
        String locked = Locked.lock(ROOT, "courier/dhl-4", "48151623");
        assertFalse(locked.contains("48151623"));
        assertEquals("48151623", Locked.unlock(ROOT, "courier/dhl-4", locked));
        assertNull(Locked.unlock(ROOT, "courier/dhl-5", locked));
        assertNull(Locked.unlock(new byte[] {1}, "courier/dhl-4", locked));
        assertNull(Locked.unlock(ROOT, "courier/dhl-4", "AAAA"));
        assertNull(Locked.unlock(ROOT, "courier/dhl-4", "?"));
        assertNotEquals(locked, Locked.lock(ROOT, "courier/dhl-4", "48151623"), "each time anew");
    }
}
