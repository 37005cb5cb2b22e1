package io.lockward.broker.access;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What a credential is for.
public enum Role {
    /// One locker bank: its own branch only.
    BANK,
    /// The cloud service: hears every bank, speaks to every bank.
    CLOUD;

    /// The word used in the credentials file.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// Reads a word of the credentials file; `null` when it is no role.
    public static @Nullable Role ofWord(String word) {
        for (Role role : values()) {
            if (role.word().equals(word)) {
                return role;
            }
        }
        return null;
    }
}
