package io.lockward.fleet.dispute;

import java.util.Locale;

/// How sure a statement is. The lowest first, so that the least sure part decides the whole.
public enum Certainty {
    /// The evidence does not settle it: something is missing where it could say the opposite, or evidence
    /// contradicts evidence.
    UNDECIDED,
    /// All evidence says so, and part of what would prove it is not there.
    LIKELY,
    /// A sensor decided it, the door and the lock fit, no entry is missing where it could say otherwise, and the bank
    /// has signed all of it.
    PROVEN;

    /// The less sure of the two.
    public Certainty and(Certainty other) {
        return compareTo(other) <= 0 ? this : other;
    }

    /// The word for it in the API and the package.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
