package io.lockward.protocol;

import java.util.Objects;

/// A bank's word that these bytes are its clip. It is good for exactly these, so whoever repeats it can do no
/// more than the bank did.
///
/// @param bank whose clip it is
/// @param clip its name, as the entry `clip.recorded` says it
/// @param sha256 of the whole file, 64 lower-case hexadecimal digits
/// @param bytes of the whole file, 1 to 4 GiB
public record UploadClaims(BankId bank, String clip, String sha256, long bytes) {
    public UploadClaims {
        Objects.requireNonNull(bank, "bank");
        ClipName.require(clip);
        ClipName.requireSha256(sha256);
        Guard.within(bytes, 1, 4L << 30, "bytes");
    }
}
