package io.lockward.protocol.wire;

/// Carries a rejection out of a parse; never leaves this package.
final class Misshapen extends RuntimeException {
    private final String words;

    /// @param words what was expected, without anything of the payload
    Misshapen(String words) {
        super(words, null, false, false);
        this.words = words;
    }

    String words() {
        return words;
    }
}
