package io.lockward.protocol.parcel;

import java.security.MessageDigest;
import java.util.Arrays;

/// What a bank and the cloud know and nobody between them: the key of codes and fingerprints. Made by the bank, 32
/// random bytes. Never written to a log or an entry; equality takes constant time.
public final class BankSecret {
    public static final int BYTES = 32;

    private final byte[] bytes;

    /// @throws IllegalArgumentException when it has not 32 bytes
    public BankSecret(byte[] bytes) {
        if (bytes.length != BYTES) {
            throw new IllegalArgumentException("a bank's secret has " + BYTES + " bytes");
        }
        this.bytes = bytes.clone();
    }

    /// A copy.
    public byte[] bytes() {
        return bytes.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof BankSecret secret && MessageDigest.isEqual(bytes, secret.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return "BankSecret";
    }
}
