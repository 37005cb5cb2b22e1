package io.lockward.cloud.access;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Something somebody did, for the record.
///
/// @param actor who
/// @param action what, such as `command.ask`
/// @param bank where, when it was at a bank
/// @param subject to what: a compartment, a command, an alarm
/// @param detail the reason given, or more
public record Audited(
        String actor,
        String action,
        @Nullable String bank,
        @Nullable String subject,
        @Nullable String detail) {
    public Audited {
        Objects.requireNonNull(actor, "actor");
        Objects.requireNonNull(action, "action");
    }
}
