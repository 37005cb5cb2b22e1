package io.lockward.fleet.alarm;

import io.lockward.fleet.EntryRef;
import io.lockward.protocol.BankId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One life of a condition. At most one of a (bank, subject, kind) is open.
///
/// @param subject what is in the condition, such as `door/A07`, `power`, `bank`
/// @param clearedAt when it closed; `null` while open
/// @param count how often it fired in this life, from 1
/// @param evidence the entry behind its newest firing; `null` when the cloud saw it by itself
public record Alarm(
        long id,
        BankId bank,
        String subject,
        AlarmKind kind,
        Severity severity,
        Instant raisedAt,
        @Nullable Instant clearedAt,
        int count,
        String why,
        @Nullable EntryRef evidence) {
    /// What identifies an open alarm.
    public record Key(BankId bank, String subject, AlarmKind kind) {}

    public Key key() {
        return new Key(bank, subject, kind);
    }

    public boolean isOpen() {
        return clearedAt == null;
    }
}
