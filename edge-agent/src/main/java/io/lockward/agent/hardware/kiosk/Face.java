package io.lockward.agent.hardware.kiosk;

import io.lockward.protocol.BankId;
import io.lockward.protocol.Guard;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the screen says of its locker.
///
/// @param name for people, such as the address, 1 to 64 characters
/// @param phone of support, at most 32 characters; `null` when it stands on the cabinet
/// @param languages codes of those to offer, the first one is spoken first; 1 to 8
public record Face(BankId bank, String name, @Nullable String phone, List<String> languages) {
    /// The languages the page knows.
    public static final List<String> LANGUAGES = List.of("en", "de", "fr");

    public Face {
        Guard.text(name, "name", 64);
        Guard.optionalText(phone, "phone", 32);
        languages = List.copyOf(languages);
        if (languages.isEmpty() || !LANGUAGES.containsAll(languages)) {
            throw new IllegalArgumentException("languages are of " + LANGUAGES + ", and at least one");
        }
    }
}
