package io.lockward.cloud.seal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.lockward.protocol.BankId;
import io.lockward.protocol.parcel.BankSecret;
import io.lockward.protocol.wire.SecretSeal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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

    @Test
    void a_key_file_is_private_and_opens_what_a_bank_sealed(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("seal-key");
        SealKeyFile made = SealKeyFile.make();
        made.write(file);
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        SealKeyFile read = SealKeyFile.read(file);
        assertEquals(made.key(), read.key());
        BankSecret secret = new BankSecret(new byte[BankSecret.BYTES]);
        BankId bank = new BankId("harbour-7");
        assertEquals(secret, SecretSeal.open(bank, SecretSeal.seal(bank, secret, read.key()), read.secret()));
        assertFalse(read.toString().contains("PrivateKey"));
    }
}
