package io.lockward.protocol.parcel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lockward.protocol.ParcelId;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Codes are the same on both sides for ever: these values are golden.
final class PickupCodeTest {
    private static final ParcelId PARCEL = ParcelId.parse("01946c4e-7b00-7000-8000-0000000000b1");
    private static final BankSecret SECRET = secret(7);

    private static BankSecret secret(int value) {
        byte[] bytes = new byte[BankSecret.BYTES];
        Arrays.fill(bytes, (byte) value);
        return new BankSecret(bytes);
    }

    @Test
    void aCodeIsTheSameOnBothSidesForEver() {
        assertEquals("67921831", PickupCode.derive(SECRET, PARCEL, 1));
        assertEquals("58352902", PickupCode.derive(SECRET, PARCEL, 2));
        assertEquals("4201b74a0d5cc8057d151d02cca78888", PickupCode.fingerprint(SECRET, "12345678"));
        assertEquals("62b84b862dd44d5780642c8b2ca1ed8f", PickupCode.prefix(SECRET, "12345678"));
    }

    @Test
    void aCodeDependsOnBankParcelAndNumber() {
        Set<String> codes = new HashSet<>();
        for (int number = 1; number <= 50; number++) {
            codes.add(PickupCode.derive(SECRET, PARCEL, number));
            codes.add(PickupCode.derive(secret(8), PARCEL, number));
            codes.add(PickupCode.derive(SECRET, new ParcelId(new UUID(0, number)), 1));
        }
        assertEquals(150, codes.size());
        assertTrue(codes.stream().allMatch(code -> code.matches("[0-9]{8}")), codes.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"1234 5678", "1234-5678", " 12345678 "})
    void blanksAndDashesDoNotMatter(String typed) {
        assertEquals(PickupCode.fingerprint(SECRET, "12345678"), PickupCode.fingerprint(SECRET, typed));
        assertEquals(PickupCode.prefix(SECRET, "12345678"), PickupCode.prefix(SECRET, typed));
    }

    @Test
    void aPrefixSaysNothingOfTheRestAndIsNoFingerprint() {
        assertEquals(PickupCode.prefix(SECRET, "12345678"), PickupCode.prefix(SECRET, "12349999"));
        assertNotEquals(PickupCode.prefix(SECRET, "1234"), PickupCode.fingerprint(SECRET, "1234"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "---", " - "})
    void whatHasNoCharactersIsNoCode(String typed) {
        assertThrows(IllegalArgumentException.class, () -> PickupCode.fingerprint(SECRET, typed));
    }

    @Test
    void aSecretIsNeverInItsWords() {
        assertEquals("BankSecret", SECRET.toString());
        assertThrows(IllegalArgumentException.class, () -> new BankSecret(new byte[31]));
    }
}
