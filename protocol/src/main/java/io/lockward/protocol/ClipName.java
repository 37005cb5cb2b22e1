package io.lockward.protocol;

/// What a clip may be called and how its file is known. A name becomes a file's name and a part of a URL, so it
/// is never anything else.
public final class ClipName {
    private static final int MOST = 64;
    private static final int SHA256_DIGITS = 64;

    private ClipName() {}

    /// Whether `text` can name a clip: 1 to 64 of `[a-z0-9-]`; for input that must be answered rather than
    /// thrown at.
    public static boolean isValid(String text) {
        return !text.isEmpty()
                && text.length() <= MOST
                && text.chars().allMatch(c -> (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-');
    }

    /// The name of the clip that one camera has of what an entry began. The same entry always gives the same
    /// name.
    ///
    /// @param epoch of the journal, from 1
    /// @param seq of the entry, from 1
    /// @param camera 1 to 24 of `[a-z0-9-]`
    public static String of(long epoch, long seq, String camera) {
        return require("c-" + epoch + "-" + seq + "-" + camera);
    }

    /// @throws IllegalArgumentException when it cannot name a clip
    public static String require(String text) {
        if (!isValid(text)) {
            throw new IllegalArgumentException("clip is 1 to 64 characters of [a-z0-9-]");
        }
        return text;
    }

    /// @throws IllegalArgumentException when it is not 64 lower-case hexadecimal digits
    public static String requireSha256(String text) {
        boolean digits = text.length() == SHA256_DIGITS
                && text.chars().allMatch(c -> (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'));
        if (!digits) {
            throw new IllegalArgumentException("sha256 is 64 lower-case hexadecimal digits");
        }
        return text;
    }
}
